/** POST /question/:flag and POST /undo: the only two writes of the review page. */
import { randomUUID } from 'node:crypto';
import type { DecisionAction, Flag, TopicValue } from '../domain.ts';
import { appendDecision, appendRetraction, decisionMarks, findEvent, isSameDecision } from '../store/review-db.ts';
import type { NewDecision } from '../store/review-db.ts';
import { checkCorrection, EMPTY_DRAFT, LONGEST_COMMENT } from './answer.ts';
import type { Checked, Draft } from './answer.ts';
import { isUuid, readForm, wholeNumber } from './form.ts';
import { buildQueue, nextOpen } from './queue.ts';
import { sendQuestion } from './questions.ts';
import { sendMessage } from './send.ts';
import type { Ctx, Handle, Site } from './site.ts';
import { isoNow } from './site.ts';
import { latestToday, shownOf, viewQuestion } from './view.ts';

const ACTIONS: readonly string[] = ['confirm', 'correct', 'reject', 'not_documented'] satisfies DecisionAction[];
const DRAFT = Object.keys(EMPTY_DRAFT) as (keyof Draft)[];
const FIELDS = ['id', 'fingerprint', 'seen', 'action', ...DRAFT] as const;

const NOTICE = {
  evidence:
    'The evidence has changed since you opened this question. Nothing was saved; what you entered is still here. Look again, then decide.',
  decided: 'Somebody has decided this question since you opened it. Nothing was saved; what you entered is still here.',
  reused: 'This page was already used for another answer. Nothing was saved; what you entered is still here.',
  check: 'Nothing was saved yet: please check what is marked.',
};

export function decide(site: Site): Handle {
  return async (c) => {
    const form = await readForm(c, FIELDS);
    const seenSeq = wholeNumber(form?.seen ?? '');
    if (form === null || seenSeq === null || !isUuid(form.id) || !ACTIONS.includes(form.action)) {
      return sendMessage(c, site, 400, 'Refused', 'This is not an answer of this page. Nothing was saved.');
    }
    const flag = site.reader.flag(c.req.param('flag') ?? '');
    if (flag === null) return questionGone(c, site, form.id);
    const draft = Object.fromEntries(DRAFT.map((name) => [name, form[name]])) as unknown as Draft;
    const checked = checkAnswer(flag, form.action as DecisionAction, draft, site);
    if (checked.problems)
      return sendQuestion(c, site, 422, flag, {
        draft,
        problems: checked.problems,
        notice: NOTICE.check,
        uuid: form.id,
      });
    const refused = save(c, site, flag, { ...form, seenSeq, action: form.action as DecisionAction }, checked.value);
    if (refused) return sendQuestion(c, site, 409, flag, { draft, problems: {}, notice: refused, uuid: randomUUID() });
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

/** Writes the decision; gives the notice of why not, or null when it stands (also when it stood already). */
function save(c: Ctx, site: Site, flag: Flag, sent: Sent, value: TopicValue): string | null {
  const session = c.get('session');
  const { id, action, fingerprint, seenSeq } = sent;
  const comment = sent.comment.trim() === '' ? null : sent.comment.trim();
  const about = { patient: flag.patient, topic: flag.topic, by: session.account };
  const answer = { id, action, fingerprint, comment, value, ...about };
  const earlier = findEvent(site.db, id);
  if (earlier) return isSameDecision(earlier, answer) ? null : NOTICE.reused;
  if (fingerprint !== flag.fingerprint) return NOTICE.evidence;
  const shown = shownOf(viewQuestion(site.db, site.reader, session, flag).items);
  const decision: NewDecision = { ...answer, at: isoNow(site), evidence: flag.evidence, shown, seenSeq };
  const result = appendDecision(site.db, decision);
  if (result.kind !== 'conflict') return null;
  return result.reason === 'id_reused' ? NOTICE.reused : NOTICE.decided;
}

/** The question went away with a rebuild: an answer that was saved before it did is still acknowledged. */
function questionGone(c: Ctx, site: Site, id: string): Response | Promise<Response> {
  if (findEvent(site.db, id)?.reviewer === c.get('session').account) return onward(c, site, null);
  return sendMessage(
    c,
    site,
    409,
    'No longer asked',
    'The record has changed and this question is no longer asked. Nothing was saved.',
  );
}

function onward(c: Ctx, site: Site, from: string | null): Response {
  const next = nextOpen(buildQueue(site.reader.flags(), decisionMarks(site.db)), from);
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
    const flag = site.reader.flags().find(({ patient, topic }) => patient === taken.patient && topic === taken.topic);
    return goTo(c, flag ? `/question/${flag.id}` : '/');
  };
}
