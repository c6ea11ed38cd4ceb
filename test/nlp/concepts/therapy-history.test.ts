/** Therapy history: a passage that lists earlier therapy, words that deny it, and nothing from a drug named in passing. */
import type { TherapyHistoryFinding } from '../../../src/domain.ts';
import { therapyHistory } from '../../../src/nlp/concepts/therapy_history/index.ts';
import { HISTORY_RULES } from '../../../src/nlp/concepts/therapy_history/rules.ts';
import { testRules } from './tables.ts';

testRules(therapyHistory, HISTORY_RULES, (finding) => {
  const { scope, status } = finding as TherapyHistoryFinding;
  return `${scope} ${status}`;
});
