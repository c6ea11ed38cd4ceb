/** The question page: what is asked (left), the evidence (centre), the answer (right). */
import { html } from 'hono/html';
import { randomUUID } from 'node:crypto';
import type { Decision, Evidence } from '../../domain.ts';
import type { EvidenceItem } from '../evidence.ts';
import type { Segment } from '../text.ts';
import { formOf, topicLabel } from '../topics.ts';
import type { QuestionView, TimelineEntry } from '../view.ts';
import { decisionWords, valueWords } from '../words.ts';
import { answerPanel } from './answer.ts';
import type { AnswerState } from './answer.ts';
import { show, withDates } from './layout.ts';
import type { Html } from './layout.ts';
import { progress, stateChip } from './queue.ts';

export function questionBar(view: QuestionView): Html {
  const { before, after, position } = view.place;
  return html`${progress(view.counts)}
    <nav class="steps" aria-label="Questions">
      ${step(before, '[', 'Previous')}<span>${position} / ${view.total}</span>${step(after, ']', 'Next')}
    </nav>`;
}

function step(id: string | null, key: string, name: string): Html {
  const label = html`<kbd>${key}</kbd><span class="hidden">${name} question</span>`;
  return id === null
    ? html`<span class="step off">${label}</span>`
    : html`<a class="step" href="/question/${id}" data-key="${key}" title="${name} question">${label}</a>`;
}

export function questionBody(view: QuestionView, state: AnswerState): Html {
  return html`<main id="main" class="desk">
      ${ask(view)}
      <section class="proof" aria-label="Evidence" tabindex="-1">
        ${view.items.map((item, i) => evidence(item, i + 1))}
        ${view.items.length === 0 ? html`<p class="card quiet">The rules cite no evidence for this question.</p>` : ''}
        ${view.left > 0 ? html`<p><a class="secondary" href="/question/${view.flag.id}?all=1">Show ${view.left} more</a></p>` : ''}
        ${view.vanished.length > 0 && view.state === 'reopened' ? gone(view.vanished) : ''}
      </section>
      ${answerPanel(view, state)}
    </main>
    <footer class="recent" aria-label="Your last decisions">${recent(view.recent)}</footer>
    <a class="hidden" href="/" data-key="q" tabindex="-1" aria-hidden="true">Queue</a>
    <dialog id="note" aria-labelledby="note-title" data-from="/question/${view.flag.id}/note/">
      <header>
        <h2 id="note-title"></h2>
        <button type="button" class="plain" data-do="note">Close <kbd>o</kbd></button>
      </header>
      <div class="page" tabindex="0"></div>
    </dialog>`;
}

function ask(view: QuestionView): Html {
  const { flag } = view;
  return html`<section class="ask" aria-labelledby="question">
    <p class="over">Patient <b>${show(flag.patient)}</b> ${stateChip(view.state)}</p>
    <h1 id="question">${show(topicLabel(flag.topic))}</h1>
    <p class="asks">${withDates(flag.question)}</p>
    <p class="why"><span class="quiet">Why it is asked:</span> ${show(flag.code.replaceAll('_', ' '))}</p>
    <p class="definition">${formOf(flag.topic)?.definition ?? ''}</p>
    <a class="to-answer" href="#answer"
      >Proposal: <b>${show(valueWords(flag.topic, flag.proposal))}</b>; to the answer</a
    >
    <details class="timeline" open>
      <summary>Timeline of the record</summary>
      <ol>
        ${view.timeline.map(timelineRow)}
      </ol>
      ${view.timeline.length === 0 ? html`<p class="quiet">No dated facts.</p>` : ''}
    </details>
  </section>`;
}

function timelineRow({ kind, date, words, times }: TimelineEntry): Html {
  const often = times > 1 ? html` <span class="quiet" title="stated ${times} times">×${times}</span>` : '';
  return html`<li class="${kind}"><time>${date}</time> <span>${withDates(words)}</span>${often}</li>`;
}

const STANCES = {
  contradicts: { sign: '◆', word: 'contradicts' },
  supports: { sign: '●', word: 'supports' },
  neutral: { sign: '○', word: 'bears on it' },
} as const;

function evidence(item: EvidenceItem, number: number): Html {
  const stance = STANCES[item.stance];
  return html`<article
    class="item ${item.stance}"
    id="e${number}"
    tabindex="-1"
    data-index="${item.source === 'note' ? item.index : ''}"
    aria-label="Evidence ${number}"
  >
    <header>
      <span class="number">${number}</span
      ><span class="stance"><span aria-hidden="true">${stance.sign}</span> ${stance.word}</span>
      <b class="title">${show(item.title)}</b
      >${item.date === null ? '' : html` <time>${item.date}</time>`}${item.isNew ? html` <span class="chip reopened">new since the decision</span>` : ''}${copies(item)}
    </header>
    ${item.reads.length === 0 ? '' : html`<p class="reads"><span class="quiet">read as</span> ${item.reads.map((read, i) => html`${i > 0 ? html`<span class="quiet"> · </span>` : ''}<b>${show(read)}</b>`)}</p>`}
    ${trouble(item)}
    <blockquote class="${item.source}">
      <span class="text">${item.cut.before ? '… ' : ''}${item.snippet.map(segment)}${item.cut.after ? ' …' : ''}</span>
    </blockquote>
    <footer>
      <span class="quiet"
        >${item.source === 'structured' ? 'coded in the record' : 'from a note'} · rule ${show(item.rule)}</span
      >
      ${item.source === 'note' && item.trouble !== 'gone' ? html`<button type="button" class="plain" data-do="note" data-index="${item.index}">Whole note <kbd>o</kbd></button>` : ''}
    </footer>
  </article>`;
}

function copies({ copies: { notes, first, last } }: EvidenceItem): Html | string {
  if (notes < 2) return '';
  const years = [...new Set([first, last].map((date) => date?.slice(0, 4)).filter(Boolean))].join('–');
  return html` <span class="chip">seen in ${notes} notes${years === '' ? '' : `, ${years}`}</span>`;
}

function trouble(item: EvidenceItem): Html | string {
  if (item.trouble === null) return '';
  const what =
    item.trouble === 'gone'
      ? 'This note is no longer in the record; here is what was quoted.'
      : 'The note has changed since it was read: the quote no longer stands at this place and is not highlighted.';
  return html`<p class="notice">${what}</p>`;
}

/** Blank lines are left out of a snippet, so that more than one fits on the screen; the whole note has them. */
const segment = ({ text, mark }: Segment): Html | string =>
  mark === null ? show(text.replace(/\n\s*\n/g, '\n')) : html`<mark class="${mark}">${show(text)}</mark>`;

function gone(vanished: readonly Evidence[]): Html {
  const words = (one: Evidence): string =>
    one.source === 'note' ? one.quote : one.source === 'structured' ? one.says : one.decision;
  return html`<section class="card vanished">
    <h2>Seen at the decision, not found now</h2>
    <ul>
      ${vanished.map((one) => html`<li>${show(words(one))}</li>`)}
    </ul>
  </section>`;
}

function recent(decisions: readonly Decision[]): Html {
  if (decisions.length === 0)
    return html`<span class="quiet">Your decisions of this session stand here; <kbd>z</kbd> undoes the last.</span>`;
  return html`<span class="quiet saved" role="status">Saved ${decisions[0]?.at.slice(11, 19)} UTC</span>
    <ol>
      ${decisions.map(
        (decision, i) =>
          html`<li>
            <form method="post" action="/undo">
              <input type="hidden" name="id" value="${randomUUID()}" /><input
                type="hidden"
                name="retracts"
                value="${decision.seq}"
              />
              <button class="undo" title="Undo this decision" ${i === 0 ? html` data-key="z" data-decides` : ''}>
                ${i === 0 ? html`<kbd>z</kbd> ` : ''}<span class="quiet">${show(decision.patient)}</span>
                ${show(topicLabel(decision.topic))}:
                <b>${show(decisionWords(decision.topic, decision.action, decision.value))}</b
                ><span class="hidden"> (undo)</span>
              </button>
            </form>
          </li>`,
      )}
    </ol>`;
}
