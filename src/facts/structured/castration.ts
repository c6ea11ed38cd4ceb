/** Castration resistance stated by a Condition (clinical definition 1.3). */
import { PROSTATE_DIAGNOSES, isOtherPrimary } from '../../../vocabulary/diagnosis.ts';
import { castrationOf } from './castration-words.ts';
import { type Chart, evidence } from './chart.ts';
import { matches, readConcept } from './coding.ts';
import { inWords } from './dates.ts';
import { certaintyOf, disorderDate, documentedBy, isWoman, strongest } from './diagnosis.ts';
import type { Json } from './json.ts';

/** Z19.x and words do not say of which tumour: it must be able to be the prostate's. */
export function readCastration(chart: Chart, condition: Json): void {
  const concept = readConcept(condition['code']);
  const statement = castrationOf(concept);
  const certainty = statement && certaintyOf(condition, concept);
  if (!statement || certainty === null) return;
  if (statement.anyTumour && (isWoman(chart) || hasOnlyOtherPrimaries(chart))) return;
  const date = disorderDate(chart, condition);
  chart.add({
    kind: 'castration_resistance',
    date,
    status: statement.status,
    ...documentedBy(chart, condition),
    evidence: [evidence(condition, 'Condition.code', `${statement.says}${inWords(date)}`, statement.rule)],
    ...(certainty === 'suspected' ? { doubt: 'the condition is not confirmed' } : {}),
  });
}

/** Is a malignant primary coded for the patient, and none of the prostate? */
function hasOnlyOtherPrimaries(chart: Chart): boolean {
  const concepts = chart.ofType('Condition').map((condition) => readConcept(condition['code']));
  const prostate = concepts.some((concept) => strongest(matches(PROSTATE_DIAGNOSES, concept)) !== null);
  return (
    !prostate && concepts.some((c) => c.codings.some((x) => x.system?.startsWith('icd-10') && isOtherPrimary(x.folded)))
  );
}
