/** A whole note, fetched as data and written as text. */
import { offline } from './answer.js';

export const dialogs = { help: document.getElementById('help'), note: document.getElementById('note') };

/** Opens the note of an evidence item at its quote. */
export function openNote(index) {
  if (index === undefined || index === '') return;
  void loadNote(dialogs.note.dataset.from + index, '');
}

async function loadNote(address, query) {
  const answer = await fetch(address + query).catch(() => null);
  if (!answer?.ok) {
    offline(answer, 'The note could not be read');
    return;
  }
  const part = await answer.json();
  const page = dialogs.note.querySelector('.page');
  document.getElementById('note-title').textContent = part.title;
  const before = further(address, part.before, 'Earlier part of the note');
  page.replaceChildren(
    ...before,
    ...part.segments.map(textNode),
    ...further(address, part.after, 'Further part of the note'),
  );
  if (!dialogs.note.open) dialogs.note.showModal();
  page.focus();
  page.scrollTop = 0;
  page.querySelector('mark.hit')?.scrollIntoView({ block: 'center' });
}

/** Text of a record enters the page as text nodes only. */
function textNode({ text, mark }) {
  if (mark === null) return document.createTextNode(text);
  const node = document.createElement('mark');
  node.className = mark;
  node.textContent = text;
  return node;
}

function further(address, from, words) {
  if (from === null) return [];
  const button = document.createElement('button');
  button.className = 'secondary';
  button.textContent = words;
  button.addEventListener('click', () => void loadNote(address, `?from=${from}`));
  return [button, document.createElement('br')];
}
