/** The review page in the browser. Pages and forms work without it, but for keys and whole notes. */
import { onSubmit } from './answer.js';
import { announceReady, onClick, onKey } from './keys.js';
import { watchOver } from './veil.js';

watchOver();
addEventListener('keydown', onKey);
addEventListener('click', onClick);
addEventListener('submit', onSubmit);
announceReady();

// a page that the browser kept from before is an old page: its answer may have been given
addEventListener('pageshow', (event) => event.persisted && location.reload());

// a narrow page keeps the evidence in view; what is to be mended is where the cursor goes
if (matchMedia('(max-width: 1199px)').matches) document.querySelector('.timeline')?.removeAttribute('open');
document.querySelector('[aria-invalid="true"]')?.focus();
