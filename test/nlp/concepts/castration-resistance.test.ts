/** Castration resistance: stated, denied, hormone-sensitive, hypothetical; and since when. */
import type { CastrationResistanceFinding } from '../../../src/domain.ts';
import { castrationResistance } from '../../../src/nlp/concepts/castration_resistance/index.ts';
import { CASTRATION_RULES } from '../../../src/nlp/concepts/castration_resistance/rules.ts';
import { testRules } from './tables.ts';

testRules(castrationResistance, CASTRATION_RULES, (finding) => {
  const { status, date } = finding as CastrationResistanceFinding;
  return date ? `${status} ${date}` : status;
});
