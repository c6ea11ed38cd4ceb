/** Whose score it is, whether it holds, of which specimen, and whether it stands for the whole case. */
import { ending } from '../../matching/ending.ts';
import type { Assertion, GleasonFinding } from '../../../domain.ts';
import type { Document } from '../../types.ts';
import { leftInSentence, lineAt, rightInSentence, sectionAt, sentenceAt } from '../place.ts';
import { firstMatchOf, matchesOf } from '../../matching/matches.ts';
import { once } from '../../once.ts';

export type Specimen = GleasonFinding['specimen'];

export interface GleasonContext {
  readonly assertion: Assertion;
  readonly specimen: Specimen;
  /** A lesser part of the tumour: "with a component of", "areas of". */
  readonly minor: boolean;
  /** Quoted from an earlier or outside report. */
  readonly earlier: boolean;
  /** The words call it the score of the case: "Gesamtscore", "final", "overall". */
  readonly overall: boolean;
}

const RELATIVE =
  /(?<!\p{L})(?:vater|mutter|bruder|schwester|onkel|tante|gross(?:vater|mutter|onkel)|opa|cousin|vetter|neffe|sohn|familienanamnese|fa:|father|mother|brother|sister|uncle|grand(?:father|mother|pa)|nephew|his son|fhx?|famhx|family history)(?!\p{L})/u;
const BACK_TO_PATIENT = /(?<!\p{L})(?:patient|pat\.|herr|er selbst|he himself|mr\.?|index)(?!\p{L})/u;
const CRITERION =
  /einschlusskrit|ausschlusskrit|inclusion|exclusion|eligib|kriteri|criteri|nomogram|reicht von|ranges from|leitlinie|guideline|definiert|defined|erwart|expected|bei einem gleason|if gleason|(?:greater|more) than\s?$|volume\s?>?\s?$/u;
const NOT_ASSESSED = ending(/(?:nicht|not|no|kein|keine|keinen|ohne|without)\s(?:\p{L}+\s){0,2}$/u);

const SPECIMENS: readonly (readonly [Exclude<Specimen, null>, RegExp])[] = [
  [
    'prostatectomy',
    /(?<!\p{L})(?:rr?pe?(?!\p{L})|rarp|ralp|ralrp|prostatektomie|prostatovesikulektomie|(?:radical |robot\p{L}* )?prostatectomy|surgical specimen|at surgery|op-?praeparat|rp-praeparat|final path)/gu,
  ],
  ['turp', /(?<!\p{L})(?:tur-?p|turp|tur-?spaene|spaene|resektionsspaene|chips)(?!\p{L})/gu],
  [
    'biopsy',
    /(?<!\p{L})(?:re-?)?(?:stanz\p{L}*|biops\p{L}*|bx|zylinder\p{L}*|cores?|trus|needle|punktion\p{L}*|nadel\p{L}*|pz base|pz mid|roi-\d)(?!\p{L})/gu,
  ],
  [
    'metastasis',
    /(?<!\p{L})(?:leberstanze|lebermetastase|liver biopsy|lymphknotenbiopsie|node biopsy|knochenbiopsie|bone biopsy)(?!\p{L})/gu,
  ],
];
const OVERALL =
  /(?<!\p{L})(?:overall|gesamt(?!zahl)\p{L}*|composite|case[- ]level|final|endergebnis|endgueltig\p{L}*|zusammenfass\p{L}*|massgeblich\p{L}*|definitiv\p{L}*|global\p{L}*|combined|referenz\p{L}*|reference|predominant\p{L}*|upgraded)(?!\p{L})[^.;]{0,60}$/u;
const EARLIER =
  /(?<!\p{L})(?:history of|history and|history:|h\/o|prior|previous\p{L}*|vorbefund\p{L}*|extern\p{L}*|auswaert\p{L}*|frueher\p{L}*|vorherig\p{L}*|outside|known|bekannt\p{L}*|anamnest\p{L}*|initial\p{L}*)(?!\p{L})[^.;]{0,80}$/u;

/** Reads the context of the score at `start`–`end`. */
export function contextOf(doc: Document, start: number, end: number): GleasonContext {
  const left = leftInSentence(doc, start, 160);
  const right = rightInSentence(doc, end, 80);
  return {
    assertion: assertionOf(doc, start, left, right),
    specimen: specimenOf(doc, start, left, right),
    minor: /(?:component|areas?|anteil\p{L}*|foc(?:us|i)|margins?) (?:of|von|with|mit|is|:)[^.;,]{0,12}$/u.test(left),
    earlier: EARLIER.test(left),
    overall: OVERALL.test(left.slice(-90)) || /^\s?\(?(?:overall|gesamt|final|case level)/u.test(right),
  };
}

function assertionOf(doc: Document, start: number, left: string, right: string): Assertion {
  const section = sectionAt(doc, start);
  if (section === 'family_history') return 'other_subject';
  const relative = RELATIVE.exec(left);
  if (relative && !BACK_TO_PATIENT.test(left.slice(relative.index))) return 'other_subject';
  if (section === 'consent' || section === 'reference') return 'hypothetical';
  if (CRITERION.test(left.slice(-80)) || /^[^.;\n]{0,20}(?:erwartet|expected)/u.test(right)) return 'hypothetical';
  return NOT_ASSESSED.test(left) && !/\p{L}/u.test(doc.lower[start] ?? '') ? 'negated' : 'affirmed';
}

/** The specimen named nearest before the score in its sentence or line, else after it, else above it, else the document's. */
function specimenOf(doc: Document, start: number, left: string, right: string): Specimen {
  const line = lineAt(doc, start);
  const before = doc.lower.slice(Math.min(line.start, start - left.length), start);
  const above = doc.lower.slice(Math.max(0, (sentenceAt(doc, start)?.start ?? start) - 240), start);
  return last(before) ?? first(right.slice(0, 60)) ?? last(above) ?? documentSpecimen(doc, before + right);
}

/** The one specimen that the whole document is about; else a pathological T category beside the score tells of surgery. */
function documentSpecimen(doc: Document, beside: string): Specimen {
  const named = namedSpecimens(doc);
  if (named.length === 1) return named[0] ?? null;
  return named.length === 0 && /(?<!\p{L})pt[0-4]/u.test(beside) ? 'prostatectomy' : null;
}

const namedSpecimens = once((doc: Document): Specimen[] => {
  const text = `${(doc.kind ?? '').toLowerCase()} ${doc.lower}`;
  return SPECIMENS.filter(([, pattern]) => text.search(pattern) >= 0).map(([specimen]) => specimen);
});

function last(text: string): Specimen {
  let found: { at: number; specimen: Specimen } = { at: -1, specimen: null };
  for (const [specimen, pattern] of SPECIMENS) {
    for (const match of matchesOf(pattern, text)) if (match.index > found.at) found = { at: match.index, specimen };
  }
  return found.specimen;
}

function first(text: string): Specimen {
  let found: { at: number; specimen: Specimen } = { at: Infinity, specimen: null };
  for (const [specimen, pattern] of SPECIMENS) {
    const match = firstMatchOf(pattern, text);
    if (match && match.index < found.at) found = { at: match.index, specimen };
  }
  return found.specimen;
}
