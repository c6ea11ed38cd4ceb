/**
 * The figures of the published study, as data.
 * Source: ASCO GU abstract 143, "Background: The VISION trial demonstrated a survival benefit of PSMA-RLT …": 219
 * patients treated with PSMA-RLT at Essen University Hospital (UKE) and 857 patients of a US database.
 *
 * The abstract prints percentages without counts. The counts here are the only ones that give the printed percentages
 * (for the UKE's four prior-therapy rows no count of 219 does; 209 is the one denominator that gives all four).
 */
import type { MetastasisSite } from '../domain.ts';

export type HospitalId = 'uke' | 'us';

/** Median and quartiles as printed: rounded to whole numbers. */
export interface PublishedQuartiles {
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
}
/** A percentage as printed, and the count and denominator behind it. */
export interface PublishedShare {
  readonly percent: number;
  readonly count: number;
  readonly of: number;
  readonly decimals: 0 | 1;
}
export interface PublishedCohort {
  readonly study: string;
  readonly label: string;
  readonly n: number;
  readonly age: PublishedQuartiles;
  readonly monthsFromDiagnosis: PublishedQuartiles;
  readonly monthsFromMcrpc: PublishedQuartiles;
  readonly psa: PublishedQuartiles;
  readonly taxanes: { readonly one: PublishedShare; readonly more: PublishedShare };
  readonly arpis: { readonly one: PublishedShare; readonly more: PublishedShare };
  readonly gleason8to10: PublishedShare;
  readonly metastases: Readonly<Record<PublishedSite, PublishedShare>>;
  /** Median overall survival from index in months, with the 95 % confidence interval. */
  readonly survival: { readonly median: number; readonly lower: number; readonly upper: number };
}
export type PublishedSite = Extract<MetastasisSite, 'bone' | 'liver' | 'lymph_node' | 'lung'>;
export const PUBLISHED_SITES = ['bone', 'liver', 'lymph_node', 'lung'] as const satisfies readonly PublishedSite[];

const share = (percent: number, count: number, of: number, decimals: 0 | 1 = 1): PublishedShare => ({
  percent,
  count,
  of,
  decimals,
});

export const PUBLISHED: Readonly<Record<HospitalId, PublishedCohort>> = {
  uke: {
    study: 'uke-psma-rlt',
    label: 'UKE',
    n: 219,
    age: { median: 73, q1: 67, q3: 78 },
    monthsFromDiagnosis: { median: 69, q1: 42, q3: 128 },
    monthsFromMcrpc: { median: 23, q1: 13, q3: 40 },
    psa: { median: 137, q1: 39, q3: 559 },
    taxanes: { one: share(55.5, 116, 209), more: share(27.8, 58, 209) },
    arpis: { one: share(37.3, 78, 209), more: share(58.9, 123, 209) },
    gleason8to10: share(57.5, 126, 219),
    metastases: {
      bone: share(95, 208, 219, 0),
      liver: share(12.8, 28, 219),
      lymph_node: share(82.6, 181, 219),
      lung: share(18.3, 40, 219),
    },
    survival: { median: 9.8, lower: 8.6, upper: 11.3 },
  },
  us: {
    study: 'us-post-taxane-arpi',
    label: 'US',
    n: 857,
    age: { median: 71, q1: 65, q3: 78 },
    monthsFromDiagnosis: { median: 49, q1: 27, q3: 99 },
    monthsFromMcrpc: { median: 16, q1: 10, q3: 25 },
    psa: { median: 83, q1: 22, q3: 308 },
    taxanes: { one: share(88.9, 762, 857), more: share(11.1, 95, 857) },
    arpis: { one: share(65, 557, 857, 0), more: share(35, 300, 857, 0) },
    gleason8to10: share(56.7, 486, 857),
    metastases: {
      bone: share(91.5, 784, 857),
      liver: share(15.1, 129, 857),
      lymph_node: share(51.5, 441, 857),
      lung: share(9.8, 84, 857),
    },
    survival: { median: 8.5, lower: 7.6, upper: 9.1 },
  },
};
