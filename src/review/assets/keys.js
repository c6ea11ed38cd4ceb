/** Single keys. A key presses what is painted on the page with that key; it decides nothing itself. */
import { dialogs, openNote } from './note.js';

/** A decision key is taken only after this time on a page, so that a key still held cannot decide the next question. */
const GUARD_MS = 250;
const began = performance.now();

const evidence = () => [...document.querySelectorAll('.item')];
const focused = () => document.activeElement?.closest('.item');

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => openNote((focused() ?? evidence().find((item) => item.dataset.index))?.dataset.index),
  m: () => document.getElementById('comment')?.focus(),
};
const CLOSES = { note: 'o', help: '?' };

const isField = (node) => node instanceof HTMLElement && node.matches('input, textarea, select, [contenteditable]');

export function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (isField(event.target)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const act = actOf(event.key);
  if (act === null) return;
  event.preventDefault();
  act();
}

/** What the key does here, or null; over an open dialog, only closing it. */
function actOf(key) {
  const open = Object.entries(dialogs).find(([, dialog]) => dialog?.open);
  if (open) return CLOSES[open[0]] === key ? () => open[1].close() : null;
  if (Object.hasOwn(KEYS, key)) return KEYS[key];
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return target === null ? null : () => press(target);
}

function press(target) {
  if ('decides' in target.dataset && performance.now() - began < GUARD_MS) return;
  target.click();
}

/** Tells tests (and style sheets) that decision keys are taken now. */
export function announceReady() {
  setTimeout(() => document.documentElement.setAttribute('data-ready', ''), GUARD_MS);
}

function step(by) {
  const all = evidence();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(focused()) + by))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

export function onClick(event) {
  const button = event.target.closest?.('[data-do], [data-focus]');
  if (!button) return;
  if (button.dataset.focus) focusField(button.dataset.focus);
  else if (button.dataset.do === 'help') dialogs.help.showModal();
  else if (dialogs.note.open) dialogs.note.close();
  else openNote(button.dataset.index);
}

function focusField(selector) {
  const field = document.querySelector(`${selector}:checked`) ?? document.querySelector(selector);
  field?.focus();
  if (field?.type !== 'radio') field?.select();
}
