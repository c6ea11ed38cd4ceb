/** Which lesion or predicate belongs to which group of places. */
import type { Document, Sentence } from '../../types.ts';
import { openerOf, wellOpener } from './groups.ts';
import type { Group } from './groups.ts';
import { carry, closing, explain, inherit, lend } from './neighbours.ts';
import type { Relation } from './relation.ts';
import type { Role, Token } from './types.ts';

const LESION_ROLES: ReadonlySet<Role> = new Set(['malignant', 'neutral', 'free']);
const PREDICATE_ROLES: ReadonlySet<Role> = new Set(['normal', 'positive', 'course', 'benign', 'gone', 'suspect']);

const SMALL =
  '(?:in|im|ins|von|vom|sind|are|is|nur|only|limited to|confined to|throughout|all over|involving|an|am|der|des|den|dem|die|das|to|of|the|within|involving|with|mit|auf|from|bei|z\\.b\\.|v\\.a\\.|li\\.?|re\\.?|l|r|left|right|links|rechts|bereich|his|beider?|both|known|bekannte[nmrs]?|multiple[nr]?|bds\\.?|mehr|einschl\\.?|incl\\.?|inkl\\.?|u\\.a\\.|vor allem|gesamte[nmrs]?|ganze[nmrs]?|entire|whole|insb\\.?|schwerpunkt|fuehrend)';
const LINK = `(?:${SMALL} ?){0,4}[(:]? ?$`;
const RIGHT_LINK = new RegExp(`^ ?(?:[:(,-]|->)? ?${LINK}`);
/** A lesion leads to its places over no comma: "keine Filiae, Leber frei". */
const LESION_LINK = new RegExp(`^ ?(?:[:(-]|->)? ?(?:at )?${LINK}`);
const PREPOSITION = new RegExp(`^ ?[:(]? ?(?:in|im|at|an|am|der|des|to|of|within|involving|throughout|auf|:|\\()`);
/** "Metastase in den hinteren Wirbelkoerperabschnitten von BWK 10". */
const LOOSE_LINK =
  /^ (?:recurrence |disease |spread |progression )?(?:in|im|am|an|der|des|of|within|von)(?: [a-z0-9-]+){0,7} $/;
const ADJACENT = /^ ?-? ?$/;

export function relationsOf(
  doc: Document,
  sentence: Sentence,
  tokens: readonly Token[],
  groups: readonly Group[],
): Relation[] {
  const opener = openerOf(doc, tokens);
  const well = wellOpener(doc, sentence, tokens);
  const first = groups[0]?.start ?? 0;
  const heads = [tokens.filter((t) => t.start < first), ...groups.map((g) => g.tail)];
  const relations = groups.map((group, i) => {
    const leading = ownHead(doc, heads[i] ?? [], group, groups[i - 1]);
    const relation = relationOf(doc, sentence, group, groups.slice(i + 1), leading);
    const named = tokens.some((t) => t.rule.role === 'malignant' && t.end <= group.start);
    return inherit(doc, closing(doc, sentence, tokens, { ...relation, named }), well ?? opener);
  });
  const lent = relations.map((relation, i) => lend(doc, explain(doc, relation, relations[i + 1]), relations[i + 1]));
  for (const [i, relation] of lent.entries()) lent[i] = carry(doc, relation, lent[i - 1]);
  return lent;
}

function relationOf(
  doc: Document,
  sentence: Sentence,
  group: Group,
  later: readonly Group[],
  leading: readonly Token[],
): Omit<Relation, 'named'> {
  const trailing = ownTail(doc, group, later[0]);
  const reachable = trailing.filter((t) => LESION_ROLES.has(t.rule.role) && withinReach(doc, sentence, group, t));
  const after = reachable.find((t) => t.rule.role === 'malignant') ?? reachable[0];
  const before = leading.findLast((t) => LESION_ROLES.has(t.rule.role));
  const well = !after && trailing[0]?.rule.role === 'normal';
  const name = trailing.find((t) => t.rule.role === 'malignant' && isVerdict(doc, t));
  const found =
    after?.rule.role === 'neutral' ||
    before?.rule.role === 'neutral' ||
    group.tokens.some((t) => t.rule.lesion === 'neutral' || t.rule.role === 'exam');
  const lesion = well ? null : found && name ? name : pick(doc, group, after, before);
  const end = Math.max(group.end, lesion?.end ?? 0);
  const over = later.slice(0, FEW).find((g) => /[,;]/.test(doc.lower.slice(end, g.start)));
  const own = [...leading, ...trailing];
  return {
    group,
    lesion,
    leading: lesion !== null && lesion === before,
    predicates: [...own.filter((t) => PREDICATE_ROLES.has(t.rule.role)), ...coursesOf(doc, trailing, group)],
    disease: own.find((t) => t.rule.role === 'disease' && beside(doc, t, group)) ?? null,
    ...(over && { until: over.start }),
  };
}

/** "LN: mediastinal + RP, progressed": not beside its places, the progress is what is said of them. */
function coursesOf(doc: Document, trailing: readonly Token[], group: Group): Token[] {
  return trailing
    .filter((t) => /^(?:progress|progressed|progredienz|regress|pd|pr)$/.test(t.text) && !beside(doc, t, group))
    .map((t) => ({ ...t, rule: { ...t.rule, role: 'course' } }));
}

/** Places behind a place among which the next statement is looked for: so the work stays linear in a long list. */
const FEW = 4;

/** "Two foci in T6, no CT correlate, favoured metastatic": how the reader takes what he has described. */
function isVerdict(doc: Document, token: Token): boolean {
  return /(?:histologisch|(?:stanz)?bioptisch|zytologisch|histology|cytology|pathology|biopsy|confirms?|confirmed|bestaetigt|in keeping with|consistent with|compatible with|gewertet als|als|entsprechend|favou?r(?:ed|s|ing)?|suggest(?:ive of|ing|s)|possibl[ey]|probabl[ey]|presum(?:ed|ably)|suspected|likely|afraid|suspicious for|concerning for|(?:to |may )?represent(?:ing|s)?|vereinbar mit|am ehesten|a\. ?e\.|wahrscheinlich|dd:?|v\. ?a\.?)(?: (?!no |not |kein|ohne|without|nicht)[a-z]+){0,5} $/.test(
    doc.lower.slice(Math.max(0, token.start - 48), token.start),
  );
}

/** Tokens behind the group that are not bound to the next one. */
function ownTail(doc: Document, group: Group, next: Group | undefined): Token[] {
  return group.tail.filter((t) => !next || !boundRight(doc, group, t, next));
}

/** Tokens before the group that are bound to it rather than to the group before. */
function ownHead(doc: Document, candidates: readonly Token[], group: Group, previous: Group | undefined): Token[] {
  const bound = candidates.filter((t) => boundRight(doc, previous, t, group));
  const lesion = bound.find((t) => LESION_ROLES.has(t.rule.role));
  const mark =
    lesion &&
    candidates.find(
      (t) => PREDICATE_ROLES.has(t.rule.role) && /^ (?:[a-z]+ )?$/.test(doc.lower.slice(t.end, lesion.start)),
    );
  return mark && !bound.includes(mark) ? [mark, ...bound] : bound;
}

/** "Knochenherde, nun auch speichernde Lymphknoten": an inflected adjective belongs to the noun right behind it. */
const ATTRIBUTE = /(?:nd|rt|iv|isch|ig|ient|il)e[nmrs]?$/;

/** Does the token between two groups belong to the right one? */
function boundRight(doc: Document, left: Group | undefined, token: Token, right: Group): boolean {
  const gap = doc.lower.slice(token.end, right.start).replace(/ \([^()]{0,30}\)/, '');
  const { role } = token.rule;
  if (gap.length > (role === 'malignant' ? 70 : 40)) return false;
  const lead = left ? doc.lower.slice(left.end, token.start) : ', ';
  // "LN biopsy: mets from prostate": where it comes from, not where it is.
  if (left && right.tokens.every((t) => t.rule.place === 'local') && /^ (?:from|aus) (?:the |his |der )?$/.test(gap))
    return false;
  if ((role === 'malignant' || role === 'neutral') && LOOSE_LINK.test(gap) && !(left && ADJACENT.test(lead)))
    return true;
  if (/metasta(?:tic|si[sz]ed)$/.test(token.text) && /^ to (?:[a-z-]+ ){0,4}$/.test(gap)) return true;
  if (role === 'neutral' && opensParts(doc, token, right)) return true;
  if (role === 'malignant' || role === 'neutral' || role === 'disease' || token.text.includes('verdacht')) {
    if (left && ADJACENT.test(lead)) return false;
    // "LN: PR, liver: new": the answer to the label before it.
    if (left && /^: ?$/.test(lead) && /^(?:pd|pr)$/.test(token.text)) return false;
    const link = role === 'disease' ? RIGHT_LINK : LESION_LINK;
    return link.test(gap) && (/[,;:(]|(?:und|and|mit|with) $|^$/.test(lead) || PREPOSITION.test(gap) || !left);
  }
  if (role === 'course' && gap === ' in ' && /^(?:in|de)crease/.test(token.text)) return true;
  if (/^(?:nothing|nichts|negative|clear|normal)/.test(token.text) && /^ (?:in|im) (?:der |the )?$/.test(gap))
    return true;
  if (gap === ' ' && ATTRIBUTE.test(token.text)) return true;
  // "Normal appearance of the liver".
  if (role === 'normal' && /^ (?:(?:appearances? of|appearing) )(?:the |both )?$/.test(gap)) return true;
  if (/[,;:(]/.test(gap)) return false;
  return (
    /^ ?(?:[a-z-]+ ){0,2}$/.test(gap) &&
    !/^ ?(?:bei|mit|in|im|with) /.test(gap) &&
    (!left ||
      /[,;:(]|(?:und|and|mit|with|sowie|\+)(?: (?:several|multiple|numerous|few|some|new|a|mehrere|einige))? *$/.test(
        lead,
      )) &&
    role !== 'gone'
  );
}

/** "Two new foci, T6 and left femoral neck": the places of what was counted before. */
function opensParts(doc: Document, { start, end }: Token, right: Group): boolean {
  return (
    /^, (?:left |right |l |r |li\. |re\. |im |in )?$/.test(doc.lower.slice(end, right.start)) &&
    right.tokens.every((t) => t.rule.role === 'part' && t.rule.place === 'bone') &&
    /(?:two|three|four|new|several|multiple|zwei|drei|vier|neue|mehrere|multiple|[2-9]) (?:[a-z-]+ ){0,3}$/.test(
      doc.lower.slice(Math.max(0, start - 50), start),
    )
  );
}

/** "High volume bone disease, no visceral mets", "LK pos., viszeral o. Met.": the lesions denied are those of other places. */
const OF_OTHERS =
  /, (?:no|without|kein(?:e[nmrs]?)?|ohne) (?:[a-z]+ )?(?:viszeral|visceral|fern|distant|extraossaer|soft[- ]tissue|weichteil|other|andere|sonstige)[a-z]* ?-?|, (?:viszeral|visceral|extraossaer|soft[- ]tissue|sonst)[a-z]*:? (?:no|without|kein(?:e[nmrs]?)?|ohne|o\.) (?:[a-z]+ )?$/;

/** A tissue was taken: its result is said of the place. */
const SAMPLED = /biops|(?<![a-z])(?:bx|fna|fnac)(?![a-z])|[zc]ytolog|histo|patholog|punkt|exzis|excis/;

function withinReach(doc: Document, sentence: Sentence, group: Group, token: Token): boolean {
  const gap = doc.lower.slice(group.end, token.start);
  const words = gap.match(/[a-z0-9]+/g)?.length ?? 0;
  const sameClause = sentence.clauses.some((c) => group.start >= c.start && token.end <= c.end);
  if (OF_OTHERS.test(gap)) return false;
  // "Pleural effusion, transudate, background metastatic prostate cancer": the name of the disease is said of the patient.
  if (token.rule.id === 'met-metastatic-cancer' && words > 3 && !SAMPLED.test(gap) && !isVerdict(doc, token))
    return false;
  if (!sameClause) return group.leads && words <= 12;
  if (group.leads) return words <= 16;
  if (token.rule.role === 'malignant' && group.tokens.some((t) => t.rule.lesion === 'neutral')) return words <= 10;
  return words <= 8 && !/,.*,/.test(gap) && (words <= (token.rule.role === 'malignant' ? 5 : 4) || !gap.includes(','));
}

function pick(doc: Document, group: Group, after: Token | undefined, before: Token | undefined): Token | null {
  if (!after || !before) return after ?? before ?? null;
  const near = doc.lower.slice(group.end, after.start);
  return ADJACENT.test(near) ||
    (after.rule.role === 'malignant' && before.rule.role !== 'malignant' && near.length < 25)
    ? after
    : before;
}

function beside(doc: Document, token: Token, group: Group): boolean {
  const gap =
    token.start < group.start ? doc.lower.slice(token.end, group.start) : doc.lower.slice(group.end, token.start);
  return token.start < group.start
    ? RIGHT_LINK.test(gap)
    : /^:?[ -]?(?:(?:or|and|oder|und|\/) (?:visceral|soft[ -]tissue|distant|extranodal|viszerale[nrs]?) |(?:und|u\.|mit|only|predominant|partial|mixed|good|excellent|[a-z]+e[rsnm]?) ){0,1}$/.test(
        gap,
      );
}
