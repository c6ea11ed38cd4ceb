/** TNM categories that tell of metastases (clinical definition 1.2). M0, N0 and MX deny nothing that comes later. */
import { type CodeRow, codeTable } from './rows.ts';
import type { SiteMeaning } from './metastasis.ts';

export type TnmCategory = 'N' | 'M';

const row = (
  category: TnmCategory,
  system: 'snomed' | 'loinc',
  codes: string[],
  verified: boolean,
): CodeRow<TnmCategory> => ({
  id: `tnm-${system}-${category.toLowerCase()}`,
  systems: [system],
  codes,
  meaning: `${category} category (clinical, pathological or either)`,
  source: verified ? 'MII Onkologie, mCODE' : 'LOINC, from memory',
  verified,
  value: category,
});

/** Which observations give a category. */
export const TNM_OBSERVATIONS = codeTable<TnmCategory>([
  row('M', 'snomed', ['277208005', '399387003', '371497001'], true),
  row('N', 'snomed', ['277206009', '399534004', '371494008'], true),
  row('M', 'loinc', ['21907-1', '21901-4'], false),
  row('N', 'loinc', ['21906-3', '21900-6'], false),
]);

/** What a category says; a category that is not listed (N0, M0, NX, MX) says nothing. */
export const TNM_MEANINGS: Readonly<Record<string, SiteMeaning>> = {
  N1: { site: 'lymph_node', nodal: 'regional' },
  'N+': { site: 'lymph_node', nodal: 'regional' },
  M1: { site: null },
  M1A: { site: 'lymph_node', nodal: 'distant' },
  M1B: { site: 'bone' },
  M1C: { site: null },
  M1D: { site: null },
};

/** Reads a category out of `pN1`, `cM1b`, `ypN1a`, `M1b (AJCC)`; null where there is none. */
export function tnmCategory(category: TnmCategory, text: string): string | null {
  const pattern = category === 'N' ? /(?:^|[^A-Za-z]|[acpry])N([0-3X+])/ : /(?:^|[^A-Za-z]|[acpry])M([01X])([a-d]?)/;
  const match = pattern.exec(text);
  if (!match) return null;
  return `${category}${match[1] ?? ''}${(match[2] ?? '').toUpperCase()}`;
}

/** Registry course (Verlauf): state of the regional nodes. K none, F doubtful, N/U/X say nothing certain. */
export const OBDS_NODE_COURSE: Readonly<Record<string, 'present' | 'uncertain'>> = {
  T: 'present',
  P: 'present',
  R: 'present',
  F: 'uncertain',
};
/** SNOMED CT code of the component that carries it. */
export const NODE_COURSE_COMPONENT = '399656008';
