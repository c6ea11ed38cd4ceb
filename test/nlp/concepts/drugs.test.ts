/** Drugs: names, status, start and end. */
import type { DrugFinding, Finding } from '../../../src/domain.ts';
import { DRUG_CUES } from '../../../src/nlp/concepts/drugs/cues.ts';
import { drugs } from '../../../src/nlp/concepts/drugs/index.ts';
import { DRUG_NAMES } from '../../../src/nlp/concepts/drugs/names.ts';
import { testRules } from './tables.ts';

function show(finding: Finding): string {
  const f = finding as DrugFinding;
  const period = f.start || f.end ? ` ${f.start ?? ''}${f.end ? `..${f.end}` : ''}` : '';
  return `${f.drug} ${f.status}${period}`;
}

testRules(drugs, [...DRUG_NAMES, ...DRUG_CUES], show);
