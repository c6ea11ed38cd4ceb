/** The small pages: sign-in, and what is said when something is wrong. */
import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** `to` is the page that was asked for: checked by the caller to be one of ours. */
export function signInBody(to: string, problem: string | null): Html {
  return html`<main id="main" class="sign-in">
    <form method="post" action="/sign-in" class="card">
      <h1>Sign in</h1>
      <p class="quiet">Patients’ records lie behind this page. What you open is logged with your name.</p>
      ${problem === null ? '' : html`<p class="notice trouble" role="alert">${problem}</p>`}
      <input type="hidden" name="to" value="${to}" />
      <label
        >Name<input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus
      /></label>
      <label>Password<input name="password" type="password" autocomplete="current-password" required /></label>
      <button class="primary">Sign in</button>
    </form>
  </main>`;
}

export function messageBody(title: string, what: string): Html {
  return html`<main id="main" class="message">
    <div class="card">
      <h1>${title}</h1>
      <p>${what}</p>
      <p><a class="primary" href="/">To the questions</a></p>
    </div>
  </main>`;
}
