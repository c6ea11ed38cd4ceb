/** Whether a concept says castration-resistant or -sensitive, by code or in words. */
import { CASTRATION_CODES, CASTRATION_WORDS } from '../../../vocabulary/castration.ts';
import { type Concept, codeInWords, matches } from './coding.ts';

export interface CastrationStatement {
  readonly status: 'present' | 'absent';
  readonly says: string;
  readonly rule: string;
  /** The code holds for any tumour (ICD-10-CM Z19.x). */
  readonly anyTumour: boolean;
}

/** Codes before words, and "sensitive" before "resistant" in words; null where it says neither. */
export function castrationOf(concept: Concept): CastrationStatement | null {
  const [match] = matches(CASTRATION_CODES, concept);
  if (match) {
    const anyTumour = match.row.systems.includes('icd-10-cm');
    return { status: match.row.value, says: codeInWords(match.coding), rule: match.row.id, anyTumour };
  }
  const status = (['absent', 'present'] as const).find((word) => CASTRATION_WORDS[word].test(concept.words));
  if (!status) return null;
  const says = status === 'present' ? 'castration-resistant in words' : 'castration-sensitive in words';
  return { status, says, rule: 'crpc-words', anyTumour: true };
}
