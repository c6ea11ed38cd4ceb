/** The version of the rules: a hash of every rule and cue, with a number that is raised when the code that reads them changes. */
import { contentHash } from '../canonical.ts';
import { CUES } from './assertion/cues.ts';
import { TOKEN_RULES } from './concepts/metastasis/tokens.ts';
import { TITLES } from './document/titles.ts';

const CODE_VERSION = 1;

export const RULES_VERSION = `${CODE_VERSION}.${contentHash([CUES, TOKEN_RULES, TITLES]).slice(0, 12)}`;
