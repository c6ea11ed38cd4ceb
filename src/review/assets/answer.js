/** Sending an answer, so that nothing entered is lost when the server cannot take it. */

let sending = false;

/** Where the form goes if it is ours to send. By attribute: fields named `id` and `action` hide the form's own properties. */
function addressOf(form) {
  const address = form.getAttribute('action');
  return form.getAttribute('id') === 'decide' || address === '/undo' ? address : null;
}

export function onSubmit(event) {
  const form = event.target;
  if (addressOf(form) === null) return;
  event.preventDefault();
  if (!sending) void send(form, event.submitter);
}

/**
 * Sends the form and goes where the server says. Without an answer the entry stays on the page, to be sent again under
 * the same UUID. An answer that was refused is shown by the server, with the entry in it.
 */
async function send(form, submitter) {
  sending = true;
  const body = new URLSearchParams(new FormData(form, submitter));
  const answer = await fetch(addressOf(form), { method: 'POST', body, headers: { accept: 'application/json' } }).catch(
    () => null,
  );
  if (answer?.ok) {
    location.assign((await answer.json()).next);
    return;
  }
  sending = false;
  if (answer === null || answer.status === 401 || answer.status >= 500) offline(answer, 'Not saved');
  else sendPlainly(form, submitter);
}

/** As a bare form, so that the server's page takes the place of this one. */
function sendPlainly(form, submitter) {
  if (submitter?.name) {
    const chosen = document.createElement('input');
    Object.assign(chosen, { type: 'hidden', name: submitter.name, value: submitter.value });
    form.append(chosen);
  }
  form.submit();
}

export function offline(answer, what) {
  const notice = document.getElementById('offline');
  const why =
    answer?.status === 401
      ? 'your session has ended. Sign in again in another tab, then repeat the key.'
      : 'the server does not answer. Repeat the key to try again.';
  notice.textContent = `${what}: ${why} What you entered is still here.`;
  notice.hidden = false;
}
