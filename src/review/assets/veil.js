/** Hides the page when nobody is there, and keeps the session alive while somebody is. */
import { dialogs } from './note.js';

const ALIVE_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 5000;
const { veilAfter, endsAfter, signedIn } = document.body.dataset;
const veil = document.getElementById('veil');
let lastInput = Date.now();
let lastAlive = Date.now();

/** Any input lifts the veil; that first key does nothing else. */
function onInput(event) {
  lastInput = Date.now();
  if (!veil.hidden) {
    veil.hidden = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  if (lastInput - lastAlive > ALIVE_EVERY_MS) {
    lastAlive = lastInput;
    fetch('/alive').catch(() => undefined);
  }
}

function look() {
  const idle = Date.now() - lastInput;
  if (idle >= Number(endsAfter)) location.replace('/');
  else if (idle >= Number(veilAfter)) hide();
}

function hide() {
  for (const dialog of Object.values(dialogs)) dialog?.close();
  veil.hidden = false;
}

export function watchOver() {
  if (signedIn !== 'yes') return;
  for (const kind of ['keydown', 'pointerdown', 'wheel'])
    addEventListener(kind, onInput, { capture: true, passive: false });
  setInterval(look, LOOK_EVERY_MS);
}
