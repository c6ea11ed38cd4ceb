/** What every page has: head, top bar, help. Values reach the page through `html` alone, which escapes them. */
import { html } from 'hono/html';
import { visible } from '../visible.ts';

export type Html = ReturnType<typeof html>;

/** Text of a record: escaped by `html`, hidden characters made visible. */
export const show = (text: string): string => visible(text);

const DATE = /(\b\d{4}-\d{2}(?:-\d{2})?\b)/;

/** Text in which no line ends within a date. */
export function withDates(text: string): Html {
  return html`${text.split(DATE).map((part, i) => (i % 2 === 0 ? show(part) : html`<span class="date">${part}</span>`))}`;
}

export interface Frame {
  /** Never names a patient: titles end up in the browser's history. */
  readonly title: string;
  readonly user: string | null;
  readonly bar?: Html;
  readonly body: Html;
  readonly kind: 'queue' | 'question' | 'plain';
  readonly veilAfterMs: number;
  readonly endsAfterMs: number;
}

export function layout(frame: Frame): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${frame.title} · Lutra review</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/review.css" />
        <script type="module" src="/assets/review.js"></script>
      </head>
      <body
        class="page-${frame.kind}"
        data-signed-in="${frame.user === null ? 'no' : 'yes'}"
        data-veil-after="${frame.veilAfterMs}"
        data-ends-after="${frame.endsAfterMs}"
      >
        <a class="skip" href="#main">Skip to the content</a>
        <header class="bar">
          <a class="brand" href="/"
            ><img src="/assets/icon.svg" alt="" width="24" height="24" />Lutra <span>review</span></a
          >
          <div class="bar-middle">${frame.bar ?? ''}</div>
          ${frame.user === null ? '' : account(frame.user)}
        </header>
        <div id="offline" class="notice trouble" role="alert" hidden></div>
        ${frame.body}
        <dialog id="help" aria-labelledby="help-title">${help()}</dialog>
        <div id="veil" hidden>
          <p>Hidden while you were away.<br /><b>Press any key or click to go on.</b></p>
        </div>
      </body>
    </html>`;
}

function account(user: string): Html {
  return html`<div class="account">
    <button type="button" class="plain" data-do="help" data-key="?" title="Keys">Keys <kbd>?</kbd></button>
    <span class="who">${show(user)}</span>
    <form method="post" action="/sign-out"><button class="plain">Sign out</button></form>
  </div>`;
}

const KEYS: readonly (readonly [string, string])[] = [
  ['a', 'confirm the proposal'],
  ['x', 'reject: the record says no, or the hit is false'],
  ['n', 'not documented: the record is silent'],
  ['c', 'correct: go to the fields; Enter there saves'],
  ['m', 'write a comment'],
  ['z', 'undo the last decision'],
  ['j  k', 'next, previous evidence'],
  ['o', 'open the whole note at the evidence; again to close'],
  ['[  ]', 'previous, next question; saves nothing'],
  ['q', 'the queue'],
  ['Esc', 'leave a field, close a note'],
  ['?', 'this help'],
];

function help(): Html {
  return html`<h2 id="help-title">Keys</h2>
    <dl class="keys">
      ${KEYS.map(
        ([key, what]) =>
          html`<div>
            <dt>${key.split('  ').map((k) => html`<kbd>${k}</kbd> `)}</dt>
            <dd>${what}</dd>
          </div>`,
      )}
    </dl>
    <p class="quiet">Keys rest while you type in a field. A held key decides once.</p>
    <form method="dialog"><button class="secondary">Close</button></form>`;
}
