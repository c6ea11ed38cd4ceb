/** The review page in the browser. Pages and forms work without it, but for keys and whole notes. */
import { onSubmit } from './answer.js';
import { announceReady, onClick, onKey } from './keys.js';
import { watchOver } from './veil.js';

watchOver();
addEventListener('keydown', onKey);
addEventListener('click', onClick);
addEventListener('submit', onSubmit);
announceReady();
