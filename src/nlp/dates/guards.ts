/**
 * Numbers that look like dates and are none: fractions of cores and lymph nodes, cycles, blood pressure, vertebrae,
 * grades, pages, telephone and case numbers, amounts with a unit. Each guard looks at a few characters beside the number.
 */
import { finder } from '../matching/finder.ts';
const FRACTION_LEFT = finder(
  /(?:(?<![a-z])(?:p?n[0-3x][a-c]?(?:\s?\((?:sn)?\))?|cores?|stanzen?|biopsien?|biopsies|zylinder[a-z]{0,2}|pain|nrs|vas|ecog|kps|strength|kraft[a-z]{0,5}|murmur|gcs|mmse|phq-?9?|gad-?7|page|pages|seite|s\.|p\.|nodes?|lns?|lk|lymphknoten|positive?|positiv|completed|received|rr|bp|blutdruck|pressure|grad|grades?|gr\.?|ctcae|group|gruppe|pi-?rads|isup|who|[blh]wk|[blh]ws|th|rippen?|ribs?|segmente?|seg\.?|score|karnofsky|visus|schmerz[a-z]{0,8}|fraktion(?:en)?|fractions?|insgesamt|von|of|nyha|g)\s{0,2}[:(=]?\s{0,2}|\d\s?[+*]\s?)$/,
);

/** "Zyklus 3/6" is a fraction; "Gabe 06/19" and "dose 3/13" cannot be one. */
const CYCLE_LEFT =
  /(?<![a-z])(?:zyklus|zyklen|cycles?|doses?|dosis|course|infusions?|gabe|applikation|therapie|c)\s{0,2}[:=#]?\s{0,2}$/;
const NO_CYCLES = /^0|\/(?:0|1[3-9]|[2-9]\d)/;

const FRACTION_RIGHT =
  /^\s{0,2}\)?\s{0,2}(?:(?:positiv[a-z]{0,3}|tumou?r[a-z]{0,12}|befallen[a-z]{0,3}|pelvic|iliac|regional[a-z]{0,2})\s)?(?:cores?|stanzen?|biopsi[a-z]{2,3}|zylindern?|zyklen|cycles?|doses?|infusions?|fraktionen|fractions?|fx|lk|lks|lymphknoten|lymph|nodes?|lns?|pos\.?|positiv[a-z]{0,3}|befallen|mmhg|tgl|tabl?|mg|mm|cm|ml|kg|specimens?|sites?|sextant[a-z]{0,4}|involved|murmur|systolic|years?|jahren?|pack|bilateral|strength|kraftgrad[a-z]{0,2}|punkten?|points?)(?![a-z\d])/;

const UNIT_RIGHT =
  /^\s?(?:mg|µg|ug|g|kg|ng|ml|l|dl|mci|gbq|mbq|kbq|i\.?e\.?|iu|u(?!\.)|kcal|ms?v|gy|cgy|mm|cm|m|%|‰|€|eur(?:o)?|usd|\$|\/\s?[nµul]l|x\s?10|einheiten|units|tabletten|pages|seiten|ccm|cc|pmol|nmol|steps|schritte|mal)(?![a-z\d])/;

/** Words that announce a number which is no date: telephone, case, laboratory, room. */
const NUMBER_WORDS: ReadonlySet<string> = new Set(
  (
    'tel fax phone telefon telefax ruf durchwahl pager mobil fall case patient patienten pat histo journal eingangs mrn lot charge ' +
    'ch akte akten rev nr no number id plz zip konto iban az nct lanr bsnr room zimmer raum ext'
  ).split(' '),
);

const BIRTH_LEFT =
  /(?:(?<![a-z])(?:geb(?:oren)?\.?(?:\s?(?:am|dat(?:um)?\.?))?|geb\.?-?dat(?:um)?\.?|geburtsdatum|gebdat|dob|d\.o\.b\.?|date of birth|birth ?date|born(?: on)?|jg\.?|jahrgang|b\.)\s{0,3}[:=]?\s{0,22}|\*|[^\s\n][ ]{0,3}\*\s{1,2})$/;

/** A fraction (nodes, cores, cycles …) rather than `month/year` or `month/day`. */
export function isFraction(text: string, start: number, end: number): boolean {
  const left = text.slice(Math.max(0, start - 24), start);
  // "CRPC s. 9/17": since, where page 9 of 17 is the other reading.
  if (/(?<![a-z])s\. ?$/.test(left) && /^\d{1,2}\/(?:1[3-9]|2\d)$/.test(text.slice(start, end))) return false;
  if (CYCLE_LEFT.test(left) && !NO_CYCLES.test(text.slice(start, end))) return true;
  return (
    FRACTION_LEFT.isIn({ lower: text }, Math.max(0, start - 24), start) ||
    FRACTION_RIGHT.test(text.slice(end, end + 40))
  );
}

/** British shorthand: "6/12" is six months, "3/52" three weeks, "5/7" five days. */
const DURATION = /^\d{1,2}\/(?:12|52|7)$/;
/** "for", unless something was booked for that day; "in", only of what is to follow. */
const DURATION_LEFT = finder(
  /(?<![a-z])(?:(?<!(?:booked|scheduled|planned|listed|due|set|postponed|moved|appointment|appt|arranged|rebooked|rescheduled|pencilled|down|fixed|relisted) )for(?: the)?(?: (?:last|past|next|about|approx|around|nearly|almost|another|at least|over))?|(?:within|over|during|the|his) (?:the )?(?:last|past|next|first|previous)|every|each|x|another|further|(?:stopped|ceased|discontinued|progressed|progression|progressing|failed|switched|relapsed)(?: [a-z]{3,14}){0,2} (?:after|within)|(?:after|within) (?:only|just|about|approx|a|nearly|less than)|(?:review(?:ed)?|see(?:n)?(?: (?:him|again|back))?|clinic|repeat|again|back|due|bloods|psa|ct|scan|fu|f\/u|follow-?up|return|restag[a-z]*|reimage|recheck|ecog|contact|phone|call|appointment|appt|opa|cycle \d|c\d|infusion|dose \d|jab|injection|depot) in|doubling time(?: of| is| was|:)?|psadt(?: of| is| was|:)?|pfs(?: of)?|interval(?: of)?)[ ~]{1,2}$/,
);
const DURATION_RIGHT =
  /^(?:'s|s)?[ -](?:ago|history|hx|h\/o|later|time|on from|course|supply|duration|apart|interval|review|follow-?up|fu(?![a-z])|gap|break|delay|pause|treatment break|of (?:enza|abi|apa|daro|ther|treat|adt|bica|dox|doce|steroid|pred|back|pain|fatigue|weight|worsen|increas|nausea|diarrh|antibio))/;

/** A span of time in British shorthand, where a word beside it says so or no month and year can be meant. */
export function isDuration(text: string, start: number, end: number): boolean {
  const written = text.slice(start, end);
  if (!DURATION.test(written)) return false;
  if (written.endsWith('/52') || DURATION_RIGHT.test(text.slice(end, end + 24))) return true;
  return DURATION_LEFT.isIn({ lower: text }, Math.max(0, start - 50), start);
}

/** The span of time that begins in this place, as written; null where none does. */
export function durationAt(text: string, start: number): string | null {
  const written = /^\d{1,2}\/(?:12|52|7)(?!\d)/.exec(text.slice(start, start + 6))?.[0];
  return written !== undefined && isDuration(text, start, start + written.length) ? written : null;
}

/** An amount: a unit follows. */
export function hasUnit(text: string, end: number): boolean {
  return UNIT_RIGHT.test(text.slice(end, end + 14));
}

/** Part of a telephone, case or laboratory number: only digits and signs between it and the word that announces one. */
export function isIdentifier(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && start - at < 24 && NUMBER_SIGNS.has(text[at - 1] ?? '')) at -= 1;
  if (at === start) return false;
  const word = /[a-z]{1,24}$/.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? '';
  // "PSA per Fax: 25.2. 44,6": how it came.
  if (/(?:per|via|by) (?:fax|tel|telefon|phone)$/.test(text.slice(Math.max(0, at - 12), at))) return false;
  return NUMBER_WORDS.has(word) || word.endsWith('nummer') || word.endsWith('nr');
}

const NUMBER_SIGNS: ReadonlySet<string> = new Set('0123456789 \t()/+-.:#');

export function isBirthDate(text: string, start: number): boolean {
  return BIRTH_LEFT.test(text.slice(Math.max(0, start - 40), start));
}
