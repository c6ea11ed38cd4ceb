/** POST /question/:flag and POST /undo: the only two writes of the review page. */
import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../canonical.ts';
import type { DecisionAction, Flag, TopicValue } from '../domain.ts';
import { appendDecision, appendRetraction, findEvent, topicSeq } from '../store/review-db.ts';
import type { NewDecision } from '../store/review-db.ts';
import { checkCorrection, EMPTY_DRAFT, LONGEST_COMMENT } from './answer.ts';
import type { Checked, Draft, Problems } from './answer.ts';
import { isUuid, readForm, wholeNumber } from './form.ts';
import { buildQueue, marksInForce, nextOpen, questionById } from './queue.ts';
import { sendQuestion } from './questions.ts';
import { sendMessage } from './send.ts';
import type { Ctx, Handle, Site } from './site.ts';
import { isoNow } from './site.ts';
import { latestToday, shownOf, viewQuestion } from './view.ts';

const ACTIONS: readonly string[] = ['confirm', 'correct', 'reject', 'not_documented'] satisfies DecisionAction[];
const DRAFT = Object.keys(EMPTY_DRAFT) as (keyof Draft)[];
const FIELDS = ['id', 'fingerprint', 'seen', 'action', ...DRAFT] as const;

const GONE = 'The record has changed and this question is no longer asked. Nothing was saved.';
const NOTICE = {
  evidence:
    'The evidence has changed since you opened this question. Nothing was saved; what you entered is still here. Look again, then decide.',
  decided: 'Somebody has decided this question since you opened it. Nothing was saved; what you entered is still here.',
  reused: 'This page was already used for another answer. Nothing was saved; what you entered is still here.',
  check: 'Nothing was saved yet: please check what is marked.',
};

/**
 * Writes an answer, once however often it is sent, and leads on to the next question. Nothing is written where the
 * evidence or the decision is another than the one that was shown.
 */
export function decide(site: Site): Handle {
  return async (c) => {
    const form = await readForm(c, FIELDS);
    const seenSeq = wholeNumber(form?.seen ?? '');
    if (form === null || seenSeq === null || !isUuid(form.id) || !ACTIONS.includes(form.action)) {
      return sendMessage(c, site, 400, 'Refused', 'This is not an answer of this page. Nothing was saved.');
    }
    const flag = questionById(site.db, site.reader, c.req.param('flag') ?? '');
    const draft = Object.fromEntries(DRAFT.map((name) => [name, form[name]])) as unknown as Draft;
    if (isAgain(site, c.get('session').account, flag, form, draft)) return onward(c, site, flag?.id ?? null);
    if (flag === null) return sendMessage(c, site, 409, 'No longer asked', GONE);
    const again = (status: 409 | 422, notice: string, problems: Problems = {}) =>
      sendQuestion(c, site, status, flag, { draft, problems, notice, uuid: randomUUID() });
    const stale = staleness(site, flag, form.fingerprint, seenSeq);
    if (stale !== null) return again(409, stale);
    const checked = checkAnswer(flag, form.action as DecisionAction, draft, site);
    if (checked.problems) return again(422, NOTICE.check, checked.problems);
    const sent = { ...form, seenSeq, action: form.action as DecisionAction };
    const refused = save(c, site, flag, sent, checked.value);
    if (refused !== null) return again(409, refused);
    return onward(c, site, flag.id);
  };
}

function checkAnswer(flag: Flag, action: DecisionAction, draft: Draft, site: Site): Checked<TopicValue> {
  if (draft.comment.length > LONGEST_COMMENT)
    return { problems: { comment: `A comment has at most ${LONGEST_COMMENT} characters.` } };
  if (action === 'correct') return checkCorrection(flag.topic, draft, latestToday(site.clock.now()));
  if (action === 'confirm' && flag.proposal === null)
    return { problems: { comment: 'There is no proposal to confirm.' } };
  return { value: action === 'confirm' ? flag.proposal : null };
}

interface Sent {
  readonly id: string;
  readonly fingerprint: string;
  readonly seenSeq: number;
  readonly action: DecisionAction;
  readonly comment: string;
}

/** Why what the reviewer saw is no longer what is; null where it is. */
function staleness(site: Site, flag: Flag, fingerprint: string, seenSeq: number): string | null {
  if (topicSeq(site.db, flag.patient, flag.topic) !== seenSeq) return NOTICE.decided;
  return fingerprint === flag.fingerprint ? null : NOTICE.evidence;
}

/** Writes the decision; gives the notice of why not, or null when it stands (also when it stood already). */
function save(c: Ctx, site: Site, flag: Flag, sent: Sent, value: TopicValue): string | null {
  const session = c.get('session');
  const { id, action, fingerprint, seenSeq } = sent;
  const comment = commentOf(sent.comment);
  const about = { patient: flag.patient, topic: flag.topic, by: session.account };
  const answer = { id, action, fingerprint, comment, value, ...about };
  if (findEvent(site.db, id)) return NOTICE.reused;
  const shown = shownOf(viewQuestion(site.db, site.reader, session, flag).items);
  const decision: NewDecision = { ...answer, at: isoNow(site), evidence: flag.evidence, shown, seenSeq };
  const result = appendDecision(site.db, decision);
  if (result.kind !== 'conflict') return null;
  return result.reason === 'id_reused' ? NOTICE.reused : NOTICE.decided;
}

type SentNames = Readonly<Record<'id' | 'action' | 'fingerprint', string>>;

/**
 * Was this very answer saved before? Then it is acknowledged again, whatever has become of the question since: a client
 * that never saw the first acknowledgement sends it once more.
 */
function isAgain(site: Site, by: string, flag: Flag | null, form: SentNames, draft: Draft): boolean {
  const event = findEvent(site.db, form.id);
  if (event?.kind !== 'decision' || event.reviewer !== by || event.action !== form.action) return false;
  const patient = site.reader.canonicalOf(event.patient);
  if (flag !== null && (patient !== flag.patient || event.topic !== flag.topic)) return false;
  if (event.fingerprint !== form.fingerprint || event.comment !== commentOf(draft.comment)) return false;
  if (event.action !== 'correct') return true;
  const checked = checkCorrection(event.topic, draft, latestToday(site.clock.now()));
  return !checked.problems && event.value === canonicalJson(checked.value);
}

const commentOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

function onward(c: Ctx, site: Site, from: string | null): Response {
  const next = nextOpen(buildQueue(site.reader.flags(), marksInForce(site.db, site.reader)), from);
  return goTo(c, next === null ? '/' : `/question/${next.id}`);
}

/** The page's script asks for JSON and goes there itself; a bare form is sent on. */
function goTo(c: Ctx, path: string): Response {
  return c.req.header('accept') === 'application/json' ? c.json({ next: path }) : c.redirect(path, 303);
}

/** Takes back one of the reviewer's own decisions of this session, by a further event. */
export function undo(site: Site): Handle {
  return async (c) => {
    const form = await readForm(c, ['id', 'retracts']);
    const retracts = wholeNumber(form?.retracts ?? '');
    if (form === null || retracts === null || !isUuid(form.id))
      return sendMessage(c, site, 400, 'Refused', 'Nothing was undone.');
    const taken = appendRetraction(site.db, { id: form.id, retracts, by: c.get('session').account, at: isoNow(site) });
    if (taken === null) return sendMessage(c, site, 404, 'Nothing to undo', 'There is no such decision of yours.');
    const of = site.reader.canonicalOf(taken.patient);
    const flag = site.reader.flags().find(({ patient, topic }) => patient === of && topic === taken.topic);
    return goTo(c, flag ? `/question/${flag.id}` : '/');
  };
}
