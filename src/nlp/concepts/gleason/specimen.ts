/** Scores without the word Gleason: `re lat. Basis  Karzinom 80 %  4+4`, `Bx 5+3 (ISUP 4)`, `GG4 (4+4)`. */
import { ending } from '../../matching/ending.ts';
import type { GleasonReading } from './reading.ts';

/** Tumour or specimen named before the parts on their line. */
const SPECIMEN =
  /(?<!\p{L})(?:adeno-?\s?ca(?:rcinoma)?|(?:adeno)?(?:karzinom|carcinom)\p{L}{0,3}|(?:prostata)?(?:re-?)?(?:stanz|biops)\p{L}*|bx|cores?|zylinder|trus|histo\p{L}*|patho\p{L}*|rpe|ralp|rarp|prostatekt\p{L}*|prostatect\p{L}*|tur-?p)(?!\p{L})/u;
/** Where a core was taken. */
const ZONE =
  /(?<!\p{L})(?:basis|mitte|apex|base|mid(?:gland)?|transition\p{L}*|(?:(?:re|li)\.?|r|l|right|left|rechts|links)\s(?:lat|med|dorsal|ventral|post|ant)\p{L}*)(?!\p{L})/u;
const GROUP_BEFORE = ending(
  /(?:isup|gg|grade?\s?(?:group|gruppe)?|graduierungsgruppe|who)[^\n\d]{0,8}[1-5]\s?[(:,=]\s?$/u,
);
const GROUP_AFTER = /^\s?[(,;/]\s?(?:isup|gg\s?\d|grade?\s?(?:group|gruppe)|who)/u;
const OTHER_AFTER =
  /^\s?(?:cm|mm|mg|ml|trpf|tr\.|tropfen|hub|huebe|tbl|tabl|stk|x|\/\s?5|rippe|ribs?|wirbel|segment|stunden|h(?!\p{L}))/u;
const OTHER_BEFORE = /(?:level|region|station|seg\.?|segmente?n?|lk|nodes?|kraft|strength|dosis|costae?)\s?$/u;

/** A report names its specimen at the beginning. */
const HEAD = 2000;

/** Only patterns 3 to 5 are graded today: smaller numbers without the word Gleason are something else. */
export function isOfSpecimen(lower: string, { start, end, primary, secondary }: GleasonReading): boolean {
  if ((primary ?? 0) < 3 || (secondary ?? 0) < 3) return false;
  const before = lower.slice(Math.max(0, start - 80), start);
  const left = before.slice(before.lastIndexOf('\n') + 1);
  const right = lower.slice(end, end + 20);
  if (OTHER_AFTER.test(right) || OTHER_BEFORE.test(left)) return false;
  if (GROUP_BEFORE.test(left) || GROUP_AFTER.test(right) || SPECIMEN.test(left)) return true;
  return ZONE.test(left) && SPECIMEN.test(lower.slice(0, HEAD));
}
