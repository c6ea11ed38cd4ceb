/** The date of the initial diagnosis: of the prostate cancer, of the patient, and of nothing else. */
import type { DiagnosisFinding } from '../../../src/domain.ts';
import { diagnosis } from '../../../src/nlp/concepts/diagnosis/index.ts';
import { DIAGNOSIS_RULES } from '../../../src/nlp/concepts/diagnosis/rules.ts';
import { testRules } from './tables.ts';

testRules(diagnosis, DIAGNOSIS_RULES, (finding) => (finding as DiagnosisFinding).date);
