/** Castration resistance: whether the note states it, denies it or calls the disease hormone-sensitive, and since when. */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import { compareDates, sameDate } from '../../../calendar.ts';
import type { CastrationResistanceFinding, PartialDate } from '../../../domain.ts';
import type { Concept, Document, RawMention, Span } from '../../types.ts';
import { withoutUnticked } from '../offered.ts';
import { isOfRelative, leftInSentence, rightInSentence, sentenceAt } from '../place.ts';
import { yesOrNoAt } from '../ticks.ts';
import { CASTRATION_RULES } from './rules.ts';
import { dateOf, ESTABLISHED, HAPPENED } from './since.ts';

export interface CastrationMention {
  readonly status: 'present' | 'absent' | null;
  readonly date: PartialDate | null;
}

const ALL = finder(new RegExp(CASTRATION_RULES.map((r, i) => `(?<r${i}>${r.pattern})`).join('|'), 'gu'));
/** "bei Kastrationsresistenz käme eine RLT in Frage". */
const CONDITION = /(?<!\p{L})bei\s(?:einer\s|eintretender\s)?$/u;
const CONDITIONAL = /^[^.;,]{0,14}(?<!\p{L})(?:kaeme|waere|wuerde)(?!\p{L})/u;
const HYPOTHETICAL =
  /(?:entwicklung|eintreten|auftreten|eintritt|falls|wenn|sobald|sollte|if|should|when|once|until|bis zur|develops?|become|becomes|risk of|time to|bei spaeterer|im falle)\s(?:\p{L}+\s){0,4}$/u;
const GENERIC =
  /(?:(?:patient(?:en|s) (?:mit|with)|zugelassen|zulassung|indicated for|approved|studie|trial|leitlinie|guideline|vision|einschluss|inclusion|excluded?|reserved|licensed|only (?:funded|available|licensed|used|indicated)|vorbehalten|most (?:men|patients))\s?[^.;,]{0,30}|for later,? |(?:man|men|patients?|people|those) who (?:are|is|become) )$/u;
/** "RLT erst bei Kastrationsresistenz zugelassen". */
const ONLY_IN = ending(/(?<!\p{L})(?:erst|nur|only|not until) (?:bei|beim|in|im|for|with)\s(?:\p{L}{2,5}\s)?$/u);
const ADMITTED =
  /^[^.;,]{0,24}(?:zugelassen|vorgesehen|moeglich|indiziert|sinnvoll|bezahlt|erstattet|licensed|funded|possible|indicated|approved)(?!\p{L})/u;
/** "nicht metastasiert, kastrationsresistent" denies the metastases. */
const NOT_YET = ending(
  /(?:nicht|kein\p{L}*|not|no|never|nie)\s(?!(?:yet\s|mehr\s)?metasta)(?:(?!but|aber|sondern|jedoch)\p{L}+\s){0,4}$/u,
);
/** "liegt nicht vor", "has not been established", "keine Rede". */
const DENIED_AFTER =
  /^\s?(?:(?:\p{L}+\s){0,3}(?:nicht|not)\s(?:vorliegt|besteht|erfuellt|met|fulfilled|satisfied|nachweisbar|vorhanden|eingetreten|erreicht|belegt|nachgewiesen)(?!\p{L})|(?:status|kriterien|criteria)?\s{0,16}:\s?(?:nein|no|keine?|nicht|n(?![./]))(?!\p{L})|(?:ist\s|kann\s)?keine rede|(?:liegt|besteht|ist|wurde|war|has|is|was)\s(?:(?!but|aber)\p{L}+\s){0,3}?(?:nicht|not)(?=\s?(?:[.,;]|$)|\s(?:been\s|yet\s|sicher\s)?(?:vor|gegeben|eingetreten|nachgewiesen|belegt|gesichert|erreicht|present|established|reached|developed|documented|demonstrated|proven|yet)(?!\p{L})))/u;
const UNCERTAIN =
  /(?<!\p{L})(?:v\. ?a\.|verdacht\p{L}*|fragl\p{L}*\.?|beginnend\p{L}*|drohend\p{L}*|possibl[ey]|suspect\p{L}*|suspicio\p{L}*|probabl[ey]|likely|concern\p{L}*|worr\p{L}+|presum\p{L}*|impending|developing|evolv\p{L}*|approaching|towards|whether|question of|r\/o|rule out|evtl\.|eventuell\p{L}*|moegl\p{L}*\.?|wahrsch\p{L}*\.?|vermutl\p{L}*\.?|am ehesten|dd:?|ob|query|\?)\s(?:\p{L}+\s){0,3}$/u;
/** "nicht mehr hormonsensitiv": what is no longer sensitive is resistant. */
const NO_LONGER = ending(/(?<!\p{L})(?:nicht mehr|nicht laenger|no longer|not any ?more)\s(?:\p{L}+\s)?$/u);
const LOST = /^(?:itaet|itaet )?\s?(?:verloren|lost|verlust)(?!\p{L})/u;
/** "CRPC_DAT: " left empty. */
const EMPTY_FIELD = /^[-_ ]?dat(?:e|um)?\s{0,16}:/u;
/** "CRPC möglich". */
const UNCERTAIN_AFTER =
  /^\s?(?:\?|(?:ist |is |noch )?(?:moeglich|fraglich|wahrscheinlich|unklar|vermutet|nicht (?:auszuschliessen|gesichert)|possible|likely|suspected|unconfirmed|not confirmed)(?!\p{L}))/u;
export const castrationResistance: Concept<CastrationMention> = {
  kind: 'castration_resistance',
  recognise: (doc) => answered(doc, ALL.all(doc).map(spanOf)).map((match) => readMention(doc, match)),
  findings: (_doc, mentions) => findingsOf(mentions),
};

interface Match extends Span {
  readonly rule: number;
}

const spanOf = (match: RegExpExecArray): Match => ({
  start: match.index,
  end: match.index + match[0].length,
  rule: CASTRATION_RULES.findIndex((_, i) => match.groups?.[`r${i}`] !== undefined),
});

/** "[ ] mHSPC  [x] mCRPC": of states that a form offers the one ticked. Where it asks for yes or no, that answer counts. */
function answered(doc: Document, matches: readonly Match[]): Match[] {
  const asked = matches.filter((match) => yesOrNoAt(doc.lower, match.end) !== null);
  const offered = withoutUnticked(
    doc,
    matches.filter((match) => !asked.includes(match)),
  );
  return matches.filter((match) => asked.includes(match) || offered.includes(match));
}

function readMention(doc: Document, { rule: index, ...span }: Match): RawMention<CastrationMention> {
  const rule = CASTRATION_RULES[index] ?? CASTRATION_RULES[0];
  const left = leftInSentence(doc, span.start, 80);
  const ticked = yesOrNoAt(doc.lower, span.end);
  const base = { kind: 'castration_resistance' as const, ...span, rule: rule.id, cues: [] };
  const other = isOfRelative(doc, span);
  const section = sentenceAt(doc, span.start)?.section;
  if (other) return { ...base, assertion: 'other_subject', value: { status: null, date: null } };
  if (
    (HYPOTHETICAL.test(left) &&
      !HAPPENED.test(left) &&
      !ESTABLISHED.test(rightInSentence(doc, span.end, 60)) &&
      (rule.effect === 'absent' || dateOf(doc, span) === null)) ||
    (CONDITION.test(left) && CONDITIONAL.test(rightInSentence(doc, span.end, 40))) ||
    GENERIC.test(left) ||
    (ONLY_IN.test(left) && ADMITTED.test(rightInSentence(doc, span.end, 50))) ||
    section === 'consent' ||
    section === 'reference'
  ) {
    return { ...base, assertion: 'hypothetical', value: { status: null, date: null } };
  }
  const asked = ticked === null && UNCERTAIN_AFTER.test(rightInSentence(doc, span.end, 32));
  if (UNCERTAIN.test(left) || left.endsWith('?') || asked)
    return { ...base, assertion: 'uncertain', value: { status: null, date: null } };
  if (EMPTY_FIELD.test(doc.lower.slice(span.end, span.end + 24)) && dateOf(doc, span) === null)
    return { ...base, assertion: 'hypothetical', value: { status: null, date: null } };
  if (ticked?.answer === 'open') return { ...base, assertion: 'hypothetical', value: { status: null, date: null } };
  const denied = ticked?.answer === 'no' || NOT_YET.test(left) || DENIED_AFTER.test(rightInSentence(doc, span.end, 60));
  if (rule.effect === 'absent' && (NO_LONGER.test(left) || LOST.test(rightInSentence(doc, span.end, 20))))
    return { ...base, assertion: 'affirmed', value: { status: 'present', date: null } };
  if (rule.effect === 'absent')
    return {
      ...base,
      assertion: denied ? 'negated' : 'affirmed',
      value: { status: denied ? null : 'absent', date: null },
    };
  return {
    ...base,
    assertion: denied ? 'negated' : 'affirmed',
    value: {
      status: denied ? 'absent' : 'present',
      date: denied ? null : dateOf(doc, { start: span.start, end: ticked?.end ?? span.end }),
    },
  };
}

/** Present before absent: a note that calls the disease resistant may still speak of its sensitive past. */
function findingsOf(mentions: readonly RawMention<CastrationMention>[]): CastrationResistanceFinding[] {
  const all = mentions.map((mention, index) => ({ ...mention.value, index }));
  const status = (['present', 'absent'] as const).find((s) => all.some((m) => m.status === s));
  if (!status) return [];
  const held = all.filter((m) => m.status === status);
  const dates = held
    .flatMap((m) => (m.date === null ? [] : [m.date]))
    .toSorted((a, b) => (sameDate(a, b) ? b.length - a.length : compareDates(a, b)));
  const date = dates[0] ?? null;
  const doubt = dates.some((d) => date !== null && !sameDate(d, date))
    ? { doubt: 'the note names different dates of castration resistance' }
    : {};
  return [{ kind: 'castration_resistance', status, date, evidence: held.map((m) => m.index), ...doubt }];
}
