/** What becomes of requests that are under way when a token runs out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Credentials } from '../../src/extractors/auth/credentials.ts';
import { Signer } from '../../src/extractors/auth/signer.ts';
import { Fault } from '../../src/extractors/search/fault.ts';

const URL_ASKED = new URL('https://fhir.example/r4/Patient/1');

/** Credentials that count the tokens they gave. */
function counting() {
  let token = 1;
  const credentials: Credentials = {
    headersFor: () => Promise.resolve({ authorization: `t${token}` }),
    refused: (_url, { authorization }) => {
      if (authorization === `t${token}`) token++;
      return Promise.resolve(true);
    },
    close: () => Promise.resolve(),
  };
  return { credentials, given: () => token };
}

test('F17 a token that runs out under many requests is renewed once, and every one of them is answered', async () => {
  const { credentials, given } = counting();
  const signer = new Signer(credentials);
  const late = Promise.withResolvers<void>();
  const attempt =
    (refusal: Promise<void>) =>
    async ({ authorization }: Readonly<Record<string, string>>): Promise<string> => {
      if (authorization !== 't1') return refusal.then(() => 'answered');
      throw new Fault('http_401');
    };
  const many = Array.from({ length: 8 }, () => signer.send(URL_ASKED, attempt(late.promise)));
  // One whose refusal comes when the others have their new token and wait for their answers.
  const last = (async () => {
    await new Promise((resolve) => setImmediate(resolve));
    let isFirst = true;
    return signer.send(URL_ASKED, () => {
      if (!isFirst) return Promise.resolve('answered');
      isFirst = false;
      return Promise.reject(new Fault('http_401'));
    });
  })();
  assert.equal(await last, 'answered');
  late.resolve();
  assert.deepEqual(await Promise.all(many), Array<string>(8).fill('answered'));
  assert.ok(given() <= 3);
});

test('F20 credentials that are refused however fresh they are are not asked for without end', async () => {
  const { credentials, given } = counting();
  const signer = new Signer(credentials);
  for (let n = 0; n < 20; n++)
    await assert.rejects(
      signer.send(URL_ASKED, () => Promise.reject(new Fault('http_401'))),
      { code: 'http_401' },
    );
  assert.equal(given(), 4);
});
