/** Metastases by site: where a note speaks of them, and its overall message on each site. */
import type { Concept } from '../../types.ts';
import { siteFindings } from './findings.ts';
import { statementsOf } from './statements.ts';
import type { SiteStatement } from './types.ts';

export const metastasis: Concept<SiteStatement> = {
  kind: 'metastasis',
  recognise: statementsOf,
  findings: siteFindings,
};
