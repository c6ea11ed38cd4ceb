/** A finding in short, for terminals, pages and differences. */
import type { Finding } from '../domain.ts';

/** What the finding is about, then what is said of it; unknown parts are left out. */
export function partsOf(finding: Finding): [subject: string, ...rest: string[]] {
  const [subject, ...rest] = allParts(finding);
  return [subject, ...rest.filter((part) => part !== null)];
}

type Parts = [subject: string, ...rest: (string | null)[]];

function allParts(f: Finding): Parts {
  switch (f.kind) {
    case 'rlt_cycle':
      return [
        f.number === null ? `cycle of ${f.date ?? 'unknown date'}` : `cycle ${f.number}`,
        f.status,
        f.number === null ? null : f.date,
        f.activity_gbq === null ? null : `${f.activity_gbq} GBq`,
        f.agent,
      ];
    case 'metastasis':
      return [f.site.replace('_', ' '), f.status, f.since === undefined ? null : `since ${f.since}`];
    case 'gleason':
      return [
        `${f.primary ?? '?'}+${f.secondary ?? '?'}=${f.total}`,
        f.tertiary === null ? null : `tertiary ${f.tertiary}`,
        f.grade_group === null ? null : `grade group ${f.grade_group}`,
        f.specimen,
        f.date,
        f.overall ? 'overall' : null,
      ];
    case 'castration_resistance':
      return ['castration resistance', f.status, f.date];
    case 'drug':
      return [f.drug, f.status, f.start === null ? null : `from ${f.start}`, f.end === null ? null : `until ${f.end}`];
    case 'psa':
      return [`PSA ${f.comparator ?? ''}${f.value} ng/mL`, f.date];
    case 'diagnosis':
      return ['initial diagnosis', f.date];
    default:
      return [`earlier therapy: ${f.scope}`, f.status];
  }
}
