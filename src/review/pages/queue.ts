/** The queue page: every question, patient by patient. */
import { html } from 'hono/html';
import type { Counts, QuestionState, QueueEntry } from '../queue.ts';
import { topicLabel } from '../topics.ts';
import { ACTION_WORDS, valueWords } from '../words.ts';
import { show, withDates } from './layout.ts';
import type { Html } from './layout.ts';

export const QUEUE_FILTERS = ['waiting', 'decided', 'all'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

export interface QueuePage {
  readonly counts: Counts;
  readonly filter: QueueFilter;
  /** The entries of this page, in order. */
  readonly entries: readonly QueueEntry[];
  /** First question that waits; null when none does. */
  readonly next: string | null;
  /** Question after which the following page begins; null on the last page. */
  readonly more: string | null;
}

const STATE_WORDS: Readonly<Record<QuestionState, string>> = {
  open: 'open',
  reopened: 'look again',
  decided: 'decided',
};

export function stateChip(state: QuestionState): Html {
  return html`<span class="chip ${state}">${STATE_WORDS[state]}</span>`;
}

export function progress(counts: Counts): Html {
  const total = counts.open + counts.reopened + counts.decided;
  return html`<span class="progress"
    ><progress max="${Math.max(total, 1)}" value="${counts.decided}" aria-label="Questions decided"></progress>
    <span><b>${counts.decided}</b> of ${total} decided</span
    >${counts.reopened > 0 ? html`<span class="chip reopened">${counts.reopened} to look at again</span>` : ''}</span
  >`;
}

export function queueBody(page: QueuePage): Html {
  return html`<main id="main" class="queue-page">
    <div class="queue-head">
      <div>
        <h1>Questions</h1>
        <p class="quiet">
          What the rules could not settle. One key decides; a decision stays in force until a person changes it.
        </p>
      </div>
      ${page.next === null ? '' : html`<a class="primary" href="/question/${page.next}" autofocus>Next open question <kbd>Enter</kbd></a>`}
    </div>
    <nav class="tabs" aria-label="Which questions">${QUEUE_FILTERS.map((filter) => tab(filter, page))}</nav>
    ${page.entries.length === 0 ? empty(page) : byPatient(page.entries).map(patientCard)}
    ${page.more === null ? '' : html`<p><a class="secondary" href="/?show=${page.filter}&amp;after=${page.more}">More patients</a></p>`}
  </main>`;
}

function tab(filter: QueueFilter, page: QueuePage): Html {
  const { open, reopened, decided } = page.counts;
  const number = { waiting: open + reopened, decided, all: open + reopened + decided }[filter];
  const name = { waiting: 'Waiting', decided: 'Decided', all: 'All' }[filter];
  const current = filter === page.filter ? html` aria-current="page"` : '';
  return html`<a href="/?show=${filter}" ${current}>${name} <span>${number}</span></a>`;
}

function empty(page: QueuePage): Html {
  const total = page.counts.open + page.counts.reopened + page.counts.decided;
  const done = page.filter === 'waiting' && total > 0;
  return html`<div class="card empty">
    ${
      done
        ? html`<h2>All ${total} questions are decided</h2>
            <p class="quiet">The next build uses the decisions.</p>`
        : html`<h2>No questions here</h2>`
    }
  </div>`;
}

function byPatient(entries: readonly QueueEntry[]): QueueEntry[][] {
  return [...Map.groupBy(entries, (entry) => entry.flag.patient).values()];
}

function patientCard(entries: readonly QueueEntry[]): Html {
  const waiting = entries.filter((entry) => entry.state !== 'decided').length;
  return html`<section class="card patient">
    <h2>
      <span class="quiet">Patient</span> ${show(entries[0]?.flag.patient ?? '')}
      <span class="quiet count">${waiting > 0 ? `${waiting} waiting` : 'all decided'}</span>
    </h2>
    <ul>
      ${entries.map(row)}
    </ul>
  </section>`;
}

function row({ flag, state, mark }: QueueEntry): Html {
  const outcome =
    mark === null
      ? html`<span class="quiet">proposal:</span> ${show(valueWords(flag.topic, flag.proposal))}`
      : html`${ACTION_WORDS[mark.action]} <span class="quiet">by ${show(mark.by)}</span>`;
  return html`<li>
    <a class="row" href="/question/${flag.id}"
      >${stateChip(state)}<span class="topic">${show(topicLabel(flag.topic))}</span>
      <span class="asks">${withDates(flag.question)}</span><span class="outcome">${outcome}</span></a
    >
  </li>`;
}
