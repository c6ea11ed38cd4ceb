/** Abstracts of registries: places as codes of three letters, answered one by one or listed behind the question. */
import { METASTASIS_SITES } from '../../../domain.ts';
import type { MetastasisSite, MetastasisStatus } from '../../../domain.ts';
import { finder } from '../../matching/finder.ts';
import type { Document, Span } from '../../types.ts';
import { isPlace } from './groups.ts';
import { tokensOf } from './tokens.ts';

/** What one field says of one place. */
export interface Field extends Span {
  readonly site: MetastasisSite;
  readonly status: MetastasisStatus;
}

/** The localisations of distant metastases in TNM (PUL, OSS, HEP, …) and their German relatives. */
const SITES: Readonly<Record<string, MetastasisSite>> = {
  oss: 'bone',
  mar: 'bone',
  kno: 'bone',
  hep: 'liver',
  leb: 'liver',
  lym: 'lymph_node',
  lkn: 'lymph_node',
  pul: 'lung',
  lun: 'lung',
  bra: 'brain',
  cer: 'brain',
  adr: 'adrenal',
  per: 'peritoneum',
  ple: 'pleura',
  ski: 'other',
  oth: 'other',
  kn: 'bone',
  le: 'liver',
  lu: 'lung',
  lk: 'lymph_node',
  ln: 'lymph_node',
  lks: 'lymph_node',
  lns: 'lymph_node',
};
const WORDS: readonly (readonly [RegExp, MetastasisSite])[] = [
  [/^(?:knochen|skelett|bone|ossaer)/, 'bone'],
  [/^(?:leber|liver|hepatisch)/, 'liver'],
  [/^(?:lymph|lk$|nodes?$)/, 'lymph_node'],
  [/^(?:lunge|lung|pulmonal)/, 'lung'],
  [/^(?:hirn|gehirn|brain)/, 'brain'],
  [/^(?:nebenniere|adrenal)/, 'adrenal'],
  [/^perito/, 'peritoneum'],
  [/^pleura/, 'pleura'],
  [/^(?:haut|skin)/, 'other'],
];

/** Codes of three letters; shorter ones stand only in lists. */
const CODE = `(?:${Object.keys(SITES)
  .filter((key) => key.length === 3 && !/^l[kn]s$/.test(key))
  .join('|')})`;
const WORD =
  '(?:knochen|skelett|bones?|leber|liver|lymphknoten|lymph_?nodes?|lk|nodes?|lungen?|hirn|gehirn|brain|nebennieren?|adrenals?|peritoneum|pleura)';
const ANSWER =
  '(?<answer>ja|yes|nein|no|keine?|none|fragl(?:ich|\\.)|v\\. ?a\\.|suspekt|j|y|n|pos(?:itiv|\\.)?|neg(?:ativ|\\.)?|(?<=[:=] {0,12})[01]|[+-](?= {0,3}(?:[,;|)/\\n]|$)))(?![a-z0-9]|[.,]\\d)';
/** "MET_OSS : J", "Met-Leber = nein": the field's name says what it asks for. */
const NAMED = finder(
  new RegExp(`(?<![a-z])(?:fern)?met(?:s|astasen|\\.)?[_.-]{1,2}(?<key>${CODE}|${WORD}) {0,20}[:=|] {0,12}${ANSWER}`),
);
/** "OSS  ja", "HEP=0": a code alone; only a row of them is an abstract. */
const CODED = finder(new RegExp(`(?<![a-z_.-])(?<key>${CODE}) {0,20}[:=|]? {0,12}${ANSWER}`));
/** Names of the places in a list; the two letters only there. */
const LISTED_NAME = `(?:${CODE}|${WORD}|lymph nodes?|lks?|lns?|kn|le|lu|ossaer|hepatisch|pulmonal|lymphonodal|haut|skin)`;
/** "M-Lok: OSS, LYM", "FM_Lok=OSS|HEP", "Fernmetastasen: BRA", "Met sites: bone, LN", "Organbefall: Skelett". */
const LISTED = finder(
  new RegExp(
    `(?<![a-z])(?:(?:fern)?metastasen(?:[_ -]?(?:lok|ort|sitz)[a-z]{0,12}\\.?)?|f?m1?[_ -]?lok[a-z]{0,12}\\.?|met\\.?[_ -]{1,2}lok[a-z]{0,12}\\.?|lokalisation(?:en)? (?:m|fm)|fm|(?:sites? of )?(?:distant )?mets|(?:met(?:astatic)?|disease|involved) sites?|sites? of disease|organbefall|(?:befallene|beteiligte) organe|tumormanifestation(?:en)?)` +
      ` {0,12}[:=] {0,12}(?<list>${LISTED_NAME}(?:[ ,;/|+]{1,3}${LISTED_NAME}){0,9})(?= {0,12}(?:$|[\\n.;(]))`,
  ),
);
/** "MET_SONST: Subkutis Thoraxwand": the field for all other places is filled with their names. */
const OTHERS = finder(
  /(?<![a-z])(?:fern)?met(?:s|astasen|\.)?[_ .-]{1,2}(?:sonst(?:ige)?[a-z]{0,3}|andere?|weitere?|other|oth|freitext) {0,20}[:=|] {0,12}(?!n(?:ein|one|o)?(?![a-z])|kein|-|unbek|entf)(?<names>[a-z][^\n;]{2,80})/,
);

/** Most characters of the rest of a field that tell of its course. */
const REST = 60;

/** Every field of the note that answers for a place; linear in the length of the text. */
export function registryFields(doc: Document): Field[] {
  const coded = CODED.all(doc);
  const row = new Set(coded.map((m) => m.groups?.['key'])).size > 1 ? coded : [];
  const answered = [...NAMED.all(doc), ...row].flatMap((m) => answeredBy(doc, m) ?? []);
  return [...answered, ...LISTED.all(doc).flatMap(listedIn), ...OTHERS.all(doc).flatMap((m) => namedIn(doc, m))];
}

/** Each place that the free text of a field names. */
function namedIn(doc: Document, match: RegExpExecArray): Field[] {
  const end = match.index + match[0].length;
  const start = end - (match.groups?.['names'] ?? '').length;
  const places = tokensOf(doc, { start, end }).filter((t) => isPlace(t) && t.rule.role !== 'region');
  const sites = new Set(places.map((t) => t.rule.place));
  return METASTASIS_SITES.filter((site) => sites.has(site)).map((site) => ({
    start: match.index,
    end,
    site,
    status: /\?|v\. ?a\.|fragl|verdacht/.test(match[0]) ? ('uncertain' as const) : ('present' as const),
  }));
}

function answeredBy(doc: Document, match: RegExpExecArray): Field | null {
  const site = siteOf(match.groups?.['key'] ?? '');
  const end = match.index + match[0].length;
  const rest = doc.lower.slice(end, end + REST).split('\n', 1)[0] ?? '';
  return site && { start: match.index, end, site, status: statusOf(match.groups?.['answer'] ?? '', rest) };
}

function listedIn(match: RegExpExecArray): Field[] {
  const end = match.index + match[0].length;
  const codes = match.groups?.['list']?.replace('lymph node', 'node').split(/[^a-z]+/) ?? [];
  return codes.flatMap((code) => {
    const site = siteOf(code);
    return site ? [{ start: match.index, end, site, status: 'present' as const }] : [];
  });
}

function siteOf(key: string): MetastasisSite | null {
  return SITES[key] ?? WORDS.find(([word]) => word.test(key))?.[1] ?? null;
}

function statusOf(answer: string, rest: string): MetastasisStatus {
  if (/^(?:n|0|-|kein)/.test(answer)) return /^[ ,;(]{1,3}mehr(?![a-z])/.test(rest) ? 'historical' : 'absent';
  if (/^(?:fragl|v|susp)/.test(answer)) return 'uncertain';
  return /^[ ,;(]{1,3}(?:cr|komplett|nicht mehr|resolved|ehemals|frueher)(?![a-z])/.test(rest)
    ? 'historical'
    : 'present';
}
