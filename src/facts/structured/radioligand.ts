/**
 * PSMA radioligand therapy (clinical definitions 1.4, 2a.3, 3.11): which codes make a 177Lu-PSMA therapy, in every shape
 * in which German and US records write it. Codes are weighed together: a registry code says "PSMA", another the nuclide.
 */
import { RADIOLIGAND_CODES, RADIOLIGAND_WORDS, type RadioligandMeaning } from '../../../vocabulary/radioligand.ts';
import type { RltAgent } from '../../domain.ts';
import type { Chart } from './chart.ts';
import { type Concept, type Match, codeInWords, matches } from './coding.ts';
import type { Json } from './json.ts';

export interface Radioligand {
  readonly agent: RltAgent;
  readonly says: string;
  readonly rule: string;
  readonly doubt: string | null;
  /** Coded in the registry's way, where one record may stand for a course of several administrations. */
  readonly registry: boolean;
}

/** The 177Lu-PSMA therapy that the concepts of one resource make together; null where they make none. */
export function radioligandOf(
  chart: Chart,
  resource: Json,
  path: string,
  concepts: readonly Concept[],
): Radioligand | null {
  const found = concepts.flatMap((concept) => matches(RADIOLIGAND_CODES, concept));
  const words = concepts.map((concept) => concept.words).join(' | ');
  const says = (wanted: RadioligandMeaning['says']): Match<RadioligandMeaning> | undefined =>
    found.find(({ row }) => row.value.says === wanted);
  const registry = says('psma') !== undefined;
  const named = (match: Match<RadioligandMeaning>, doubt: string | null = null): Radioligand => ({
    agent: match.row.value.agent ?? agentInWords(words),
    says: [...new Set(found.map(({ coding }) => codeInWords(coding)))].join(', '),
    rule: match.row.id,
    doubt,
    registry,
  });
  const lutetium = says('lu_psma');
  const onlyActinium = says('actinium') !== undefined && says('lutetium') === undefined;
  if (lutetium) return named(lutetium, onlyActinium ? 'the codes name two different nuclides' : null);
  const psma = says('psma');
  if (psma) {
    if (says('lutetium')) return named(psma);
    if (says('actinium') ?? says('other_nuclide')) return null;
    if (saysOtherNuclide(words)) return null;
    return named(psma, RADIOLIGAND_WORDS.lutetium.test(words) ? null : 'the nuclide of the PSMA therapy is not stated');
  }
  if (says('not_psma')) return null;
  return inWords(chart, resource, path, words, says('candidate'), registry);
}

/** Words decide where no code does, and whether a code of former years meant PSMA. */
function inWords(
  chart: Chart,
  resource: Json,
  path: string,
  words: string,
  candidate: Match<RadioligandMeaning> | undefined,
  registry: boolean,
): Radioligand | null {
  const { lutetium, psma, exclude } = RADIOLIGAND_WORDS;
  if (!psma.test(words) || exclude.test(words) || (!lutetium.test(words) && (!candidate || saysOtherNuclide(words)))) {
    if (candidate) chart.problem('rlt_candidate', resource, path);
    return null;
  }
  const says = candidate ? `${codeInWords(candidate.coding)} with PSMA in words` : '177Lu-PSMA in words';
  return { agent: agentInWords(words), says, rule: candidate?.row.id ?? 'rlt-words', doubt: null, registry };
}

function saysOtherNuclide(words: string): boolean {
  return RADIOLIGAND_WORDS.actinium.test(words) && !RADIOLIGAND_WORDS.lutetium.test(words);
}

function agentInWords(words: string): RltAgent {
  return RADIOLIGAND_WORDS.agents.find((row) => row.words.test(words))?.agent ?? '177Lu-PSMA';
}
