/** Places that are named together ("Leber-, Lungen- und Hirn…", "retroperitoneale LK", "liver and bone"). */
import type { Document, Span } from '../../types.ts';
import type { Token } from './types.ts';

export interface Group extends Span {
  readonly tokens: readonly Token[];
  /** Tokens between this group and the next. */
  readonly tail: readonly Token[];
  /** The part of the sentence that the group stands first in. */
  readonly leads: boolean;
}

const PLACE_ROLES: ReadonlySet<string> = new Set(['site', 'part', 'region', 'exam', 'compound']);

const FILLER =
  '(?:bds\\.?|beidseits|re\\.?|li\\.?|rechts|links|left|right|l|r|ext\\.?|extern|intern|external|internal|common|proximal\\w*|distal\\w*|lateral|cm|in|im|am|an|der|des|den|beide[rn]?|both|the|o\\.?g\\.?|jeweils|teils|auch)';
const JOINT = '(?:[,/+&-]|und|oder|od\\.?|u\\.|bzw\\.?|sowie|noch|and|or|nor|plus|as well as|resp\\.?)';
const CONNECTED = new RegExp(
  `^ ?-? ?(?:\\((?![+-]|neg|pos|no\\)|nein|yes|ja)[^)]{0,30}\\) ?)?(?:${FILLER} ?){0,2}(?:${JOINT} ?){0,3}(?:(?<=(?:und|u\\.|sowie|oder) )(?:in )?(?:die|das) ?)?(?:${FILLER} ?){0,2}$`,
);

export function isPlace(token: Token): boolean {
  return PLACE_ROLES.has(token.rule.role);
}

/** "Met.: Knochen diffus, LK pelvin", "mCRPC (Leber, LK)": the word that a list of places stands behind. */
export function openerOf(doc: Document, tokens: readonly Token[]): Token | null {
  const first = tokens.findIndex((t) => isPlace(t) && t.rule.place !== 'local');
  const opener = tokens
    .slice(0, Math.max(0, first))
    .findLast((t) => t.rule.role === 'malignant' || t.rule.role === 'disease');
  if (!opener) return null;
  const gap = doc.lower.slice(opener.end, tokens[first]?.start);
  // "Absiedelungen, naemlich drei LK", "mHSPC (PCA ED 06/19, oss + LK)"
  if (
    /^, (?:naemlich|und zwar|d\. ?h\.|namely|i\. ?e\.) (?:[a-z0-9]+ ){0,2}$|^ (?:ed|dx|seit|since) \d[\d./]{1,9}, $/.test(
      gap,
    )
  )
    return opener;
  // "mCRPC, ossaer, LK"
  if (gap === ', ' && /crpc|hspc/.test(opener.text)) return opener;
  return /^\.?[^,;()]{0,30}[:(] ?(?:[a-z0-9]+ ){0,2}(?:- )?$|^ - $|^ {2,40}$|^ ?\| ?$/.test(gap) ? opener : null;
}

/** "Unauffaellig: Leber, Lunge", "Organe o.B. (Leber, Nebennieren)": the state that opens a list of organs. */
export function wellOpener(doc: Document, sentence: Span, tokens: readonly Token[]): Token | null {
  const first = tokens.findIndex(isPlace);
  const opener = tokens[first - 1];
  const place = tokens[first];
  if (!opener || !place || (opener.rule.role !== 'normal' && opener.rule.role !== 'free')) return null;
  const lead = doc.lower.slice(sentence.start, opener.start);
  return /^ ?(?::|\() ?$/.test(doc.lower.slice(opener.end, place.start)) &&
    /^[\s*-]*(?:(?:alle|sonst|uebrige|restliche|organe|parenchymatoese) ){0,2}$/.test(lead)
    ? opener
    : null;
}

export function groupsOf(doc: Document, tokens: readonly Token[], sentence: Span): Group[] {
  const listed = openerOf(doc, tokens) !== null;
  const groups: { tokens: Token[]; tail: Token[]; leads: boolean }[] = [];
  for (const token of tokens) {
    const last = groups.at(-1);
    const before = last?.tokens.at(-1);
    const station = last && isOtherStation(doc, last.tokens, token);
    if (station) groups.push({ tokens: [asNodes(token)], tail: [], leads: false });
    else if (!isPlace(token) || (last && isStationOf(doc, last, token))) last?.tail.push(token);
    else if (
      last &&
      before &&
      last.tail.length === 0 &&
      joined(doc, before, token, listed, hasPair(doc, last.tokens)) &&
      !opensAnew(doc, tokens, before, token) &&
      !isLabelled(doc, last.tokens, token) &&
      !isNewBeforeWell(doc, tokens, last.tokens, token)
    )
      last.tokens.push(token);
    else groups.push({ tokens: [token], tail: [], leads: leads(doc, sentence, token) });
  }
  return groups.map((g) => ({ ...g, start: g.tokens[0]?.start ?? 0, end: g.tokens.at(-1)?.end ?? 0 }));
}

/** "Keine vergroesserten LK, an den Wirbelkoerpern Metastasen": no finding led to both. */
function opensAnew(doc: Document, tokens: readonly Token[], before: Token, token: Token): boolean {
  if (!/, (?:in|im|am|an|auf) (?:(?:der|den|dem|the) )?$/.test(doc.lower.slice(before.end, token.start))) return false;
  return !tokens.some((t) => t.start < before.start && (t.rule.role === 'malignant' || t.rule.role === 'neutral'));
}

/** "ossaer und lymphonodal, hepatisch und pulmonal": behind a closed pair a comma begins another statement. */
function hasPair(doc: Document, tokens: readonly Token[]): boolean {
  const [a, b] = tokens.slice(-2);
  return (
    a !== undefined &&
    b !== undefined &&
    /(?:^| )(?:und|and|u\.) /.test(doc.lower.slice(a.end, b.start)) &&
    !a.rule.id.endsWith('-stem')
  );
}

/** "Die iliakalen LK nicht mehr abgrenzbar, die retroperitonealen unveraendert": the second station is of nodes too. */
function isOtherStation(doc: Document, before: readonly Token[], token: Token): boolean {
  if (token.rule.role !== 'region' || !before.some((t) => t.rule.place === 'lymph_node' && t.rule.role === 'site'))
    return false;
  const gap = doc.lower.slice(before.at(-1)?.end ?? 0, token.start);
  return gap.length < 90 && /, (?:(?:waehrend|aber|but|while) )?(?:die|the|jene|those) $/.test(gap);
}

/** "LK-Met. pelvin, Lunge frei": the station of the nodes stands behind their metastases. */
function isStationOf(doc: Document, { tokens, tail }: Pick<Group, 'tokens' | 'tail'>, token: Token): boolean {
  const end = tail.at(-1)?.end;
  return (
    end !== undefined &&
    token.rule.role === 'region' &&
    tail.every((t) => t.rule.role === 'malignant') &&
    tokens.every((t) => t.rule.place === 'lymph_node') &&
    doc.lower.slice(end, token.start) === ' '
  );
}

function asNodes(token: Token): Token {
  return { ...token, rule: { ...token.rule, role: 'site' } };
}

/** "LK: iliakal", "Kn: BWK 4": a label and the station or bone behind it. */
function isPartOf(a: Token, b: Token): boolean {
  if (a.rule.place === 'lymph_node') return b.rule.role === 'region';
  return a.rule.place === 'bone' && a.rule.role === 'site' && b.rule.role === 'part' && b.rule.place === 'bone';
}

/** "LK: retroperitoneal, Leber: frei": behind what a label holds a comma leads to the next organ. */
function isLabelled(doc: Document, [label, first]: readonly Token[], token: Token): boolean {
  return (
    label !== undefined &&
    first !== undefined &&
    isPartOf(label, first) &&
    token.rule.place !== label.rule.place &&
    /^ ?[:|]/.test(doc.lower.slice(label.end, first.start))
  );
}

/** "Neu LK mediastinal, Leber unauffaellig": what is new is not well. */
function isNewBeforeWell(doc: Document, tokens: readonly Token[], [first]: readonly Token[], token: Token): boolean {
  const [before, after] = [tokens[tokens.indexOf(first as Token) - 1], tokens[tokens.indexOf(token) + 1]];
  return (
    first !== undefined &&
    before?.rule.role === 'course' &&
    (after?.rule.role === 'normal' || after?.rule.role === 'free') &&
    token.rule.place !== first.rule.place &&
    doc.lower.slice(before.end, first.start) === ' '
  );
}

/** What is not followed stays alone: "Prostata und Leber" are two statements. */
function joined(doc: Document, a: Token, b: Token, listed: boolean, pairs: boolean): boolean {
  const gap = doc.lower.slice(a.end, b.start);
  if (a.rule.role === 'compound' && b.rule.role !== 'compound' && /[,/+]|und|and/.test(gap)) return false;
  if (isPartOf(a, b) && /^(?: ?[:|] ?| {2,40})$/.test(gap)) return true;
  if (gap.includes(',') && pairs) return false;
  if (listed && gap.includes(',') && a.rule.place !== b.rule.place && !a.rule.id.endsWith('-stem')) return false;
  return gap.length <= 45 && CONNECTED.test(gap);
}

/** First in its sentence, save for a bullet, a number, an article or a date. */
function leads(doc: Document, sentence: Span, token: Token): boolean {
  const before = doc.lower.slice(sentence.start, token.start);
  return (
    before.length <= 60 &&
    /^[\s\d.()*#>:+-]*(?:[^:]{0,50}: ?)?(?:(?:die|der|das|the|im|in|an|am|basale?|bek\.|uebrige|restliche|other|left|right|[lr]|lt|rt|b\/l|bilateral|both) |(?:usg|us|ct|mri|mr|ultrasound)(?: of the)? )?$/.test(
      before,
    )
  );
}
