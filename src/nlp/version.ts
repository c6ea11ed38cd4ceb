/**
 * The version of the rules: a hash of every table of rules and cues, with a number that is raised whenever code that reads
 * them changes what is found. Notes are read anew when it changes.
 */
import { contentHash } from '../canonical.ts';
import { CUES } from './assertion/cues.ts';
import { CASTRATION_RULES } from './concepts/castration_resistance/rules.ts';
import { DIAGNOSIS_RULES } from './concepts/diagnosis/rules.ts';
import { DRUG_CUES } from './concepts/drugs/cues.ts';
import { DRUG_NAMES } from './concepts/drugs/names.ts';
import { GLEASON_RULES } from './concepts/gleason/rules.ts';
import { TOKEN_RULES } from './concepts/metastasis/tokens.ts';
import { PSA_RULES } from './concepts/psa/rules.ts';
import { NUMBER_FORMS } from './concepts/rlt_cycle/numbers.ts';
import { FATES, THERAPIES } from './concepts/rlt_cycle/rules.ts';
import { HISTORY_RULES } from './concepts/therapy_history/rules.ts';
import { OCR_REPAIRS } from './document/ocr.ts';
import { TITLES } from './document/titles.ts';
import { MEASURED, THRESHOLD } from './confidence.ts';

const CODE_VERSION = 1;

const TABLES = {
  cues: CUES,
  titles: TITLES,
  repairs: OCR_REPAIRS.map(({ pattern, text }) => [pattern.source, text]),
  metastasis: TOKEN_RULES,
  cycles: [THERAPIES, FATES, NUMBER_FORMS],
  gleason: GLEASON_RULES,
  psa: PSA_RULES,
  drugs: [DRUG_NAMES, DRUG_CUES],
  castration_resistance: CASTRATION_RULES,
  diagnosis: DIAGNOSIS_RULES,
  therapy_history: HISTORY_RULES,
  confidence: [MEASURED.kinds, THRESHOLD],
};

export const RULES_VERSION = `${CODE_VERSION}.${contentHash(TABLES).slice(0, 12)}`;
