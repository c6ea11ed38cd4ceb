/**
 * Numbers that look like dates and are none: fractions of cores and lymph nodes, cycles, blood pressure, vertebrae,
 * grades, pages, telephone and case numbers, amounts with a unit. Each guard looks at a few characters beside the number.
 */
const FRACTION_LEFT =
  /(?:(?<!\p{L})(?:p?N[0-3x][a-c]?(?:\s?\((?:sn)?\))?|cores?|stanzen?|biopsien?|biopsies|zylinder\p{L}{0,2}|pain|nrs|vas|ecog|kps|strength|kraft\p{L}{0,5}|murmur|gcs|mmse|phq-?9?|gad-?7|page|pages|seite|s\.|p\.|nodes?|lns?|lk|lymphknoten|positive?|positiv|completed|received|rr|bp|blutdruck|pressure|grad|grades?|gr\.?|ctcae|group|gruppe|pi-?rads|isup|who|[blh]wk|[blh]ws|th|rippen?|ribs?|segmente?|seg\.?|score|karnofsky|visus|schmerz\p{L}{0,8}|fraktion(?:en)?|fractions?|insgesamt|von|of|nyha|g)\s{0,2}[:(=]?\s{0,2}|\d\s?[+*]\s?)$/iu;

/** "Zyklus 3/6" is a fraction; "Gabe 06/19" and "dose 3/13" cannot be one. */
const CYCLE_LEFT =
  /(?<!\p{L})(?:zyklus|zyklen|cycles?|doses?|dosis|course|infusions?|gabe|applikation|therapie|c)\s{0,2}[:=#]?\s{0,2}$/iu;
const NO_CYCLES = /^0|\/(?:0|1[3-9]|[2-9]\d)/;

const FRACTION_RIGHT =
  /^\s{0,2}\)?\s{0,2}(?:(?:positiv\p{L}{0,3}|tumou?r\p{L}{0,12}|befallen\p{L}{0,3}|pelvic|iliac|regional\p{L}{0,2})\s)?(?:cores?|stanzen?|biopsi\p{L}{2,3}|zylindern?|zyklen|cycles?|doses?|infusions?|fraktionen|fractions?|fx|lk|lks|lymphknoten|lymph|nodes?|lns?|pos\.?|positiv\p{L}{0,3}|befallen|mmhg|tgl|tabl?|mg|mm|cm|ml|kg|specimens?|sites?|sextant\p{L}{0,4}|involved|murmur|systolic|years?|jahren?|pack|ED|bilateral|strength|kraftgrad\p{L}{0,2}|punkten?|points?)(?![\p{L}\p{N}])/iu;

const UNIT_RIGHT =
  /^\s?(?:mg|µg|ug|g|kg|ng|ml|l|dl|mci|gbq|mbq|kbq|i\.?e\.?|iu|u|kcal|ms?v|gy|cgy|mm|cm|m|%|‰|€|eur(?:o)?|usd|\$|\/\s?[nµul]l|x\s?10|einheiten|units|tabletten|pages|seiten|ccm|cc|pmol|nmol|steps|schritte|mal)(?![\p{L}\p{N}])/iu;

const NUMBER_LEFT =
  /(?:(?<!\p{L})(?:\p{L}{1,20}(?:nummer|nr)|tel|fax|phone|telefon|telefax|ruf|durchwahl|pager|mobil|fall|case|patienten?|pat|histo|journal|eingangs|mrn|lot|charge|ch|akten?|rev|nr|no|nummer|number|id|plz|zip|konto|iban|az|nct|lanr|bsnr|room|zimmer|raum|ext)[.:\s#-]{0,3}(?:nr\.?|no\.?|nummer|number|#)?[:\s]{0,3}[\d\s()/+-]{0,20})$/iu;

const BIRTH_LEFT =
  /(?:(?<!\p{L})(?:geb(?:oren)?\.?(?:\s?(?:am|dat(?:um)?\.?))?|geb\.?-?dat(?:um)?\.?|geburtsdatum|gebdat|dob|d\.o\.b\.?|date of birth|birth ?date|born(?: on)?|jg\.?|jahrgang|b\.)\s{0,3}[:=]?\s{0,22}|\*|[^\s\n][ ]{0,3}\*\s{1,2})$/iu;

/** A fraction (nodes, cores, cycles …) rather than `month/year` or `month/day`. */
export function isFraction(view: string, start: number, end: number): boolean {
  const left = view.slice(Math.max(0, start - 24), start);
  if (CYCLE_LEFT.test(left) && !NO_CYCLES.test(view.slice(start, end))) return true;
  return (
    FRACTION_LEFT.test(left) || FRACTION_RIGHT.test(view.slice(end, end + 40))
  );
}

/** An amount: a unit follows. */
export function hasUnit(view: string, end: number): boolean {
  return UNIT_RIGHT.test(view.slice(end, end + 14));
}

/** Part of a telephone, case or laboratory number. */
export function isIdentifier(view: string, start: number): boolean {
  return NUMBER_LEFT.test(view.slice(Math.max(0, start - 40), start));
}

export function isBirthDate(view: string, start: number): boolean {
  return BIRTH_LEFT.test(view.slice(Math.max(0, start - 40), start));
}
