/** GET pages: the queue, a question, a whole note. Each is written to the access log. */
import { randomUUID } from 'node:crypto';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Flag } from '../domain.ts';
import { logAccess } from '../store/review-access.ts';
import { EMPTY_DRAFT } from './answer.ts';
import { wholeNumber } from './form.ts';
import { notePart } from './full-note.ts';
import type { AnswerState } from './pages/answer.ts';
import { progress, QUEUE_FILTERS, queueBody } from './pages/queue.ts';
import type { QueueFilter } from './pages/queue.ts';
import { questionBar, questionBody } from './pages/question.ts';
import { buildQueue, countStates, marksInForce, nextOpen, questionById } from './queue.ts';
import type { QueueEntry } from './queue.ts';
import { sendMessage, sendPage } from './send.ts';
import type { Ctx, Handle, Site } from './site.ts';
import { isoNow } from './site.ts';
import { viewQuestion } from './view.ts';

const QUESTIONS_A_PAGE = 200;

/** GET / */
export function queuePage(site: Site): Handle {
  return (c) => {
    const queue = buildQueue(site.reader.flags(), marksInForce(site.db, site.reader));
    const filter = QUEUE_FILTERS.find((name) => name === c.req.query('show')) ?? 'waiting';
    const { entries, more } = pageOf(
      queue.filter((entry) => passes(entry, filter)),
      c.req.query('after') ?? null,
    );
    const counts = countStates(queue);
    logAccess(site.db, { at: isoNow(site), reviewer: c.get('session').account, what: 'queue' });
    const body = queueBody({ counts, filter, entries, more, next: nextOpen(queue, null)?.id ?? null });
    return sendPage(c, site, 200, { title: 'Questions', kind: 'queue', bar: progress(counts), body });
  };
}

function passes(entry: QueueEntry, filter: QueueFilter): boolean {
  return filter === 'all' || (entry.state === 'decided') === (filter === 'decided');
}

/** About two hundred questions, never half a patient. The page begins after the question named, not after a number of them. */
function pageOf(queue: readonly QueueEntry[], after: string | null): { entries: QueueEntry[]; more: string | null } {
  const start = queue.findIndex((entry) => entry.flag.id === after) + 1;
  let end = Math.min(start + QUESTIONS_A_PAGE, queue.length);
  while (end < queue.length && queue[end]?.flag.patient === queue[end - 1]?.flag.patient) end += 1;
  const last = queue[end - 1];
  return { entries: queue.slice(start, end), more: end < queue.length && last ? last.flag.id : null };
}

/** GET /question/:flag */
export function questionPage(site: Site): Handle {
  return (c) => {
    const flag = questionById(site.db, site.reader, c.req.param('flag') ?? '');
    if (flag === null) return notFound(c, site);
    return sendQuestion(c, site, 200, flag, { draft: EMPTY_DRAFT, problems: {}, notice: null, uuid: randomUUID() });
  };
}

/** The page of a question, with the answer as far as it was given. */
export function sendQuestion(
  c: Ctx,
  site: Site,
  status: ContentfulStatusCode,
  flag: Flag,
  state: AnswerState,
): Response | Promise<Response> {
  const session = c.get('session');
  logAccess(site.db, {
    at: isoNow(site),
    reviewer: session.account,
    what: 'question',
    patient: flag.patient,
    flag: flag.id,
  });
  const view = viewQuestion(site.db, site.reader, session, flag, c.req.query('all') === '1');
  const bar = questionBar(view);
  return sendPage(c, site, status, { title: 'Question', kind: 'question', bar, body: questionBody(view, state) });
}

/** GET /question/:flag/note/:index: a stretch of the note, as data that the page's script writes as text. */
export function wholeNote(site: Site): Handle {
  return (c) => {
    const flag = questionById(site.db, site.reader, c.req.param('flag') ?? '');
    const index = wholeNumber(c.req.param('index') ?? '');
    const part =
      flag === null || index === null
        ? null
        : notePart(flag, index, wholeNumber(c.req.query('from') ?? ''), site.reader);
    if (flag === null || part === null) return notFound(c, site);
    const { note, ...shown } = part;
    const seen = { patient: flag.patient, flag: flag.id, note };
    logAccess(site.db, { at: isoNow(site), reviewer: c.get('session').account, what: 'note', ...seen });
    return c.json(shown);
  };
}

/** The same words for what is not there and for what is no longer asked. */
export function notFound(c: Ctx, site: Site): Response | Promise<Response> {
  return sendMessage(c, site, 404, 'Not found', 'There is no such page, or the question is no longer asked.');
}
