/** Words that statements on metastases are made of. */
import type { MetastasisSite, MetastasisStatus } from '../../../domain.ts';
import type { Rule, Span } from '../../types.ts';

/** A place in the body. `local`: the prostate and its neighbours, where tumour is no metastasis; `none`: organs we do not follow. */
export type Place = MetastasisSite | 'local' | 'none';

/**
 * `site` names a place, `part` one bone, `region` a lymph node station or wall that names no organ by itself, `exam` an
 * imaging of one organ. `compound` is place and lesion in one word. `malignant` is metastasis by its name, `neutral` any
 * finding ("Herd", "uptake"), `suspect` has its doubt in the word. `normal`, `positive`, `benign`, `gone` are predicates.
 * `disease` names the cancer that a list of places may follow. `code` says all by itself; `skip` only looks like one.
 */
export type Role =
  | 'site'
  | 'part'
  | 'region'
  | 'exam'
  | 'compound'
  | 'malignant'
  | 'neutral'
  | 'suspect'
  | 'free'
  | 'normal'
  | 'positive'
  | 'course'
  | 'benign'
  | 'gone'
  | 'disease'
  | 'other_primary'
  | 'code'
  | 'skip';

export interface TokenRule extends Rule {
  readonly role: Role;
  readonly place?: Place;
  /** Of a compound: what its second part is. */
  readonly lesion?: 'malignant' | 'neutral' | 'suspect' | 'resected';
  /** Of a code: the status it says. */
  readonly status?: MetastasisStatus;
}

export interface Token extends Span {
  readonly rule: TokenRule;
  readonly text: string;
}

/** One statement on one place: what is said of it, and how much it weighs in the note. */
export interface SiteStatement {
  readonly site: MetastasisSite;
  /** Null where the words are there but say nothing on the patient's metastases. */
  readonly status: MetastasisStatus | null;
  /** `strong` names metastasis; `weak` only a finding or the organ's state. */
  readonly strength: 'strong' | 'weak';
  readonly weight: number;
  /** Gone altogether, as seen on an image; outranks earlier mentions in lists of diagnoses. */
  readonly resolved: boolean;
  /** Said of the whole organ, not of one station or part of it. */
  readonly entire?: boolean;
}

/** Where a finding that only stays or changes is metastasis already. */
export const ORGANS_WITH_COURSE: ReadonlySet<Place> = new Set(['bone', 'lymph_node']);
