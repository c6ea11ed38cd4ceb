/** A sentence cut into what belongs to one cycle each: a number or count with its dates, activities and cues. */
import type { RltAgent } from '../../../domain.ts';
import type { Document, Sentence } from '../../types.ts';
import { nest, unite } from './anchors.ts';
import type { Anchor, Owned } from './anchors.ts';
import { isTherapy, ownedBy } from './owner.ts';
import type { Standing } from './owner.ts';
import type { Word, WordOf } from './types.ts';

export interface Segment {
  readonly anchor: Anchor | null;
  readonly agent: RltAgent;
  /** Dates, activities and cues of this segment. */
  readonly words: readonly Word[];
  /** Cues that stand before the first anchor and so speak for all that follow. */
  readonly shared: readonly Word[];
  readonly explicit: boolean;
  /** Where the therapy's name ends, if it stands in the sentence. */
  readonly named: number | null;
}

export function segmentsOf(
  doc: Document,
  sentence: Sentence,
  words: readonly Word[],
  standing: Standing,
  main: boolean,
): Segment[] {
  const anchors = words
    .filter((w): w is Anchor => (w.kind === 'number' || w.kind === 'count') && !isListMark(doc, words, w))
    .map((anchor) => ({ anchor, owner: ownedBy(doc, words, anchor, standing, sentence.line, main) }));
  const own = nest(
    words,
    unite(
      doc,
      anchors.flatMap(({ anchor, owner }) => (owner ? [{ anchor, agent: owner.agent }] : [])),
    ),
  );
  const mine = ownWords(
    doc,
    words,
    anchors.filter((a) => !a.owner).map((a) => a.anchor),
    own.length > 0,
  );
  const agents = words.filter((w) => w.kind === 'agent');
  if (own.length === 0) {
    if (agents.length > 0)
      return [
        {
          anchor: null,
          agent: bestAgent(agents),
          words: mine,
          shared: [],
          explicit: true,
          named: agents[0]?.end ?? null,
        },
      ];
    const same =
      sentence.line === standing.line &&
      words.some((w) => w.kind === 'cue' && w.cue === 'planned') &&
      words.some((w) => w.kind === 'date') &&
      !words.some((w) => w.kind === 'foreign' || w.kind === 'number' || w.kind === 'count');
    return standing.any?.kind === 'agent' && (same || (main && speaksOfIt(doc, sentence, words)))
      ? [{ anchor: null, agent: standing.any.agent, words: mine, shared: [], explicit: false, named: null }]
      : [];
  }
  return distribute(own, mine, agents);
}

const OF_CYCLE =
  /^[ :.)(|-]{0,4}(?:\d|am |on |vom |vor |im |in |at |as |is |to |for |with |w\/|and |und |mit |of |von |given|gegeben|erhalten|appl|verabr|erfolg|heute|today|geplant|planned|scheduled|due|pending|delayed|held|on hold|hold|postponed|verschoben|cancel|abgesagt|entf|ausge|tolerat|vertragen|will|was|war|ist|sched|booked|gebucht|steht|[,;.)/+&-]|$)/;
const NEAR_NAME = 25;

/** "#2 COPD 2011": the number of a problem, not of a cycle, where neither the therapy nor the fate of a cycle is near. */
function isListMark(doc: Document, words: readonly Word[], word: Word): boolean {
  if (word.kind !== 'number' || word.rule !== 'cycle-hash') return false;
  if (OF_CYCLE.test(doc.lower.slice(word.end, word.end + 16))) return false;
  return !words.some(
    (w) =>
      w.kind === 'agent' &&
      (w.end <= word.start ? word.start - w.end < NEAR_NAME : w.start >= word.end && w.start - word.end <= 2),
  );
}

const IT =
  /(?<![a-z])(?:aktivitaet|(?:radioliganden?)?therapie|gabe|behandlung|zyklus|infusion|dosis|dose|treatment|cycle|applikation|termin)(?![a-z])/;

const TOOK_PLACE =
  /(?<![a-z])(?:erfolgte|applizierten|verabreichten|wurde (?:appliziert|verabreicht|durchgefuehrt)|was (?:given|administered)|took place)(?![a-z])/;

/** "Vor-Gaben: 16.03. / 11.05.": a list of days under a word for administrations. */
const LIST_HEAD =
  /(?:gaben|zyklen|applikationen|behandlungen|cycles|doses|infusions|treatments|administrations)(?: bisher| to date| so far| am)?: ?[^\n]{0,6}\d/;

/** Without any name, in a letter on the therapy: it is called off, or an activity was given. */
function speaksOfIt(doc: Document, sentence: Sentence, words: readonly Word[]): boolean {
  if (
    words.some((w) => w.kind === 'foreign' && w.rule !== 'rlt-foreign-other') ||
    words.some((w) => w.kind === 'number' || w.kind === 'count')
  )
    return false;
  if (LIST_HEAD.test(doc.lower.slice(sentence.start, sentence.end)) && words.some((w) => w.kind === 'date'))
    return true;
  const text = doc.lower.slice(sentence.start, sentence.end);
  if (TOOK_PLACE.test(text) && IT.test(text) && words.some((w) => w.kind === 'date')) return true;
  const given =
    words.some((w) => w.kind === 'activity' && (w.role === 'plain' || w.role === 'administered')) &&
    words.some((w) => w.kind === 'date' || (w.kind === 'cue' && w.cue === 'given'));
  return (
    given ||
    (words.some((w) => w.kind === 'cue' && w.cue === 'cancelled') &&
      IT.test(doc.lower.slice(sentence.start, sentence.end)))
  );
}

function bestAgent(agents: readonly WordOf<'agent'>[]): RltAgent {
  return agents.find((a) => a.agent !== '177Lu-PSMA')?.agent ?? '177Lu-PSMA';
}

/** "2 of 6 planned cycles": the plan is the total, not these. */
const OF_TOTAL: ReadonlySet<string> = new Set(['cycle-ordinal-of', 'cycle-completed-of']);

/** Without the dates and doses that stand with another therapy, an image or a blood value, or after "was due". */
function ownWords(doc: Document, words: readonly Word[], foreignAnchors: readonly Anchor[], anchored: boolean): Word[] {
  const owners: readonly Word[] = [
    ...words.filter(
      (w) => isTherapy(w) || ((w.kind === 'number' || w.kind === 'count') && !foreignAnchors.includes(w)),
    ),
    ...foreignAnchors,
  ];
  // Of a cycle that never was, the day it was meant for is its date.
  const off =
    words.some((w) => w.kind === 'cue' && w.cue === 'cancelled') && words.filter((w) => w.kind === 'date').length === 1;
  return words.filter((w) => {
    if (
      w.kind === 'cue' &&
      words.some(
        (o) =>
          (o.kind === 'number' || o.kind === 'count') && OF_TOTAL.has(o.rule) && o.start <= w.start && o.end >= w.end,
      )
    )
      return false;
    if (w.kind === 'cue')
      return (
        w.cue === 'aside' ||
        !words.some((o) => o !== w && o.kind === 'cue' && o.start <= w.start && o.end >= w.end && o.cue === 'aside')
      );
    if (w.kind === 'activity') return w.role !== 'other';
    if (w.kind !== 'date') return false;
    if (!off && words.some((o) => o.kind === 'cue' && o.cue === 'aside' && o.end <= w.start && w.start - o.end < 14))
      return false;
    if (isValueDate(doc, words, w)) return false;
    return !belongsElsewhere(doc, w, owners, foreignAnchors, anchored);
  });
}

/** A date in a row of blood values: "13.05. 1204, 08.07. 996". */
function isValueDate(doc: Document, words: readonly Word[], date: Word): boolean {
  if (
    !words.some(
      (w) =>
        w.kind === 'foreign' &&
        /^(?:rlt-foreign-dose|rlt-foreign-other)$/.test(w.rule) &&
        /^(?:psa|labor|labs?|hb|plt|thrombo\w*)/.test(doc.lower.slice(w.start, w.end)),
    )
  )
    return false;
  return /^\)?:? {0,4}[<>]?\d+(?:[.,]\d+)?(?![\d/]|[.,]\d| ?(?:gbq|mbq|mci))/.test(
    doc.lower.slice(date.end, date.end + 24),
  );
}

function belongsElsewhere(
  doc: Document,
  date: Word,
  owners: readonly Word[],
  foreignAnchors: readonly Anchor[],
  anchored: boolean,
): boolean {
  const left = owners.filter((o) => o.end <= date.start).sort((a, b) => b.end - a.end)[0];
  const right = owners.filter((o) => o.start >= date.end).sort((a, b) => a.start - b.start)[0];
  const isForeign = (o: Word | undefined): boolean =>
    o !== undefined && (o.kind === 'foreign' || foreignAnchors.includes(o as Anchor));
  if (isForeign(left) && left && /[;]|\. /.test(doc.lower.slice(left.end, date.start)) && !isForeign(right))
    return false;
  if (isForeign(left) && left)
    return !(
      right &&
      !isForeign(right) &&
      /^[ :,]{0,3}(?:\w+ ){0,2}$/.test(doc.lower.slice(date.end, right.start)) &&
      /[,;|+.]| (?:erfolg\w*|dann|danach|anschliessend|then|followed by|nun|jetzt|und|sowie|and) /.test(
        doc.lower.slice(left.end, date.start),
      )
    );
  if (!left && isForeign(right) && right)
    return /^[ :,(-]{0,3}(?:\w+ )?$/.test(doc.lower.slice(date.end, right.start)) || !anchored;
  return false;
}

/** Words go to the anchor before them, or to the one behind where the sentence tells dates first. */
function distribute(anchors: readonly Owned[], words: readonly Word[], agents: readonly WordOf<'agent'>[]): Segment[] {
  const first = anchors[0]?.anchor.start ?? 0;
  const datesFirst =
    words.some((w) => w.kind === 'date' && w.start < first) &&
    anchors.length > 1 &&
    !words.some((w) => w.kind === 'date' && w.start > (anchors.at(-1)?.anchor.end ?? 0));
  const homeOf = (w: Word): number => {
    if (anchors.length === 1) return 0;
    if (datesFirst && w.kind !== 'cue') return anchors.findIndex(({ anchor }) => anchor.end >= w.start);
    return anchors.findLastIndex(({ anchor }) => anchor.start <= w.start);
  };
  const shared = words.filter((w) => w.kind === 'cue' && anchors.length > 1 && homeOf(w) < 0);
  const early = words.filter((w) => w.kind !== 'cue' && homeOf(w) < 0);
  const named = agents.find((a) => a.agent !== '177Lu-PSMA');
  return anchors.map(({ anchor, agent }, i) => ({
    anchor,
    agent: agent === '177Lu-PSMA' && named && anchors.length === 1 ? named.agent : agent,
    words: [...(i === 0 ? early : []), ...words.filter((w) => homeOf(w) === i)],
    shared,
    explicit: agents.length > 0,
    named: agents[0]?.end ?? null,
  }));
}
