/** The right-hand panel: the proposal, the earlier decision, and the answer. */
import { html } from 'hono/html';
import { LONGEST_COMMENT } from '../answer.ts';
import type { Draft, Problems } from '../answer.ts';
import { formOf, meaningsOf } from '../topics.ts';
import type { TopicForm } from '../topics.ts';
import type { QuestionView } from '../view.ts';
import { decisionWords, valueWords } from '../words.ts';
import { show } from './layout.ts';
import type { Html } from './layout.ts';

export interface AnswerState {
  readonly draft: Draft;
  readonly problems: Problems;
  /** What is said above the answer: that the evidence changed, that nothing was saved. */
  readonly notice: string | null;
  /** Names the answer: the same page sent twice is one decision. */
  readonly uuid: string;
}

export function answerPanel(view: QuestionView, state: AnswerState): Html {
  const { flag } = view;
  const none = flag.proposal === null;
  const means = meaningsOf(flag.topic);
  return html`<aside class="answer" id="answer" aria-label="Answer">
    ${state.notice === null ? '' : html`<p class="notice trouble" role="alert">${state.notice}</p>`}
    <section class="proposal">
      <h2>${none ? 'No proposal' : 'The rules propose'}</h2>
      <p class="value">${none ? 'not known' : show(valueWords(flag.topic, flag.proposal))}</p>
    </section>
    ${view.decision === null ? '' : earlier(view)}
    <form method="post" action="/question/${flag.id}" id="decide" autocomplete="off">
      <input type="hidden" name="id" value="${state.uuid}" />
      <input type="hidden" name="fingerprint" value="${flag.fingerprint}" />
      <input type="hidden" name="seen" value="${view.seenSeq}" />
      <button class="default" name="action" value="correct" tabindex="-1" aria-hidden="true"></button>
      <div class="choices">
        ${choice('confirm', 'a', 'Confirm', none ? 'nothing is proposed' : means.confirm, none)}
        ${choice('reject', 'x', 'Reject', means.reject)}
        ${choice('not_documented', 'n', 'Not documented', means.not_documented)}
      </div>
      ${correction(view, state)}
      <label class="comment" for="comment">Comment <kbd>m</kbd></label>
      <textarea
        id="comment"
        name="comment"
        rows="2"
        maxlength="${LONGEST_COMMENT}"
        ${invalid(state.problems.comment, 'comment')}
      >
${state.draft.comment}</textarea>
      ${problem(state.problems.comment, 'comment')}
    </form>
  </aside>`;
}

function choice(action: string, key: string, name: string, means: string, disabled = false): Html {
  return html`<button
    class="choice ${action}"
    name="action"
    value="${action}"
    data-key="${key}"
    data-decides${disabled ? html` disabled` : ''}
  >
    <kbd>${key}</kbd><span><b>${name}</b><small>${means}</small></span>
  </button>`;
}

function earlier({ decision, state }: QuestionView): Html {
  if (decision === null) return html``;
  return html`<section class="earlier ${state}">
    <h2>${state === 'reopened' ? 'Decided, and the evidence has changed since' : 'Decided'}</h2>
    <p>
      <b>${show(decisionWords(decision.topic, decision.action, decision.value))}</b><br />
      <span class="quiet">${show(decision.by)}, ${decision.at.slice(0, 16).replace('T', ' ')} UTC</span>
    </p>
    ${decision.comment === null ? '' : html`<p class="said">${show(decision.comment)}</p>`}
    <p class="quiet">In force until somebody decides otherwise.</p>
  </section>`;
}

function correction(view: QuestionView, state: AnswerState): Html {
  const form = formOf(view.flag.topic);
  if (form === null) return html`<p class="quiet">This question takes no corrected value.</p>`;
  const fields = { date: dateField, gleason: gleasonFields, status: statusFields }[form.answer];
  return html`<fieldset class="correct">
    <legend>
      <button type="button" class="plain" data-key="c" data-focus="#decide .correct input">Correct <kbd>c</kbd></button>
    </legend>
    ${fields(state, form)}
    <button class="secondary" name="action" value="correct" data-decides>Save correction <kbd>Enter</kbd></button>
  </fieldset>`;
}

function dateField(state: AnswerState): Html {
  return field('date', 'Date', state, html`placeholder="2018, 2018-04 or 2018-04-10" maxlength="10"`);
}

function gleasonFields(state: AnswerState): Html {
  const digits = html`inputmode="numeric" maxlength="2"`;
  return html`<div class="score">
      ${field('primary', 'Primary', state, digits, false)}<span aria-hidden="true">+</span>
      ${field('secondary', 'Secondary', state, digits, false)}<span aria-hidden="true">=</span
      >${field('total', 'Sum', state, digits, false)}
    </div>
    ${(['primary', 'secondary', 'total'] as const).map((name) => problem(state.problems[name], name))}`;
}

function statusFields(state: AnswerState, { choices = {}, undated }: TopicForm): Html {
  return html`<div class="radios" role="radiogroup" aria-label="Status">
      ${Object.entries(choices).map(
        ([value, words]) =>
          html`<label
            ><input
              type="radio"
              name="status"
              value="${value}"
              ${state.draft.status === value ? html` checked` : ''}
            />${words}</label
          >`,
      )}
    </div>
    ${problem(state.problems.status, 'status')}
    ${undated ? '' : field('date', 'Date, if the record gives one', state, html`placeholder="2018-04-10" maxlength="10"`)}`;
}

type FieldName = 'date' | 'primary' | 'secondary' | 'total';

function field(name: FieldName, label: string, state: AnswerState, attributes: Html, says = true): Html {
  return html`<label
      >${label}<input
        id="${name}"
        name="${name}"
        value="${state.draft[name]}"
        spellcheck="false"
        ${attributes}${invalid(state.problems[name], name)}
    /></label>
    ${says ? problem(state.problems[name], name) : ''}`;
}

const invalid = (text: string | undefined, name: string): Html | string =>
  text === undefined ? '' : html` aria-invalid="true" aria-describedby="problem-${name}"`;

const problem = (text: string | undefined, name: string): Html | string =>
  text === undefined ? '' : html`<p class="problem" id="problem-${name}" role="alert">${text}</p>`;
