import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Flag } from '../../src/domain.ts';
import { startReview } from '../../src/review/server.ts';
import { silentLog } from '../../src/effects.ts';
import { addUser } from '../../src/store/review-accounts.ts';
import { decisionsInForce, lastSeq, readDecisions } from '../../src/store/review-db.ts';
import { flag as makeFlag, hospital } from './hospital.ts';
import { NAME, openHouse, page, painted, post, signIn } from './house.ts';
import type { House } from './house.ts';

const find = (house: House, patient: string, topic: string): Flag =>
  house.reader.store.flags.find((f) => f.patient === patient && f.topic === topic) as Flag;

async function answer(house: House, cookie: string, flag: Flag, fields: Record<string, string>): Promise<Response> {
  return post(
    `${house.url}/question/${flag.id}`,
    { ...(await painted(house, flag.id, cookie)), ...fields },
    { cookie },
  );
}

test('each of the four decisions puts its value in force, and leads to the next open question', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const cases = [
    [find(house, 'uke-0001', 'crpc_date'), { action: 'confirm' }, { date: '2016' }],
    [
      find(house, 'uke-0001', 'gleason_initial'),
      { action: 'correct', primary: '4', secondary: '3', comment: ' Biopsie zählt ' },
      { primary: 4, secondary: 3, total: 7 },
    ],
    [find(house, 'uke-0001', 'metastasis:liver'), { action: 'reject' }, null],
    [find(house, 'us-0001', 'drug:cabazitaxel'), { action: 'not_documented' }, null],
  ] as const;
  for (const [flag, fields, value] of cases) {
    const sent = await answer(house, cookie, flag, fields);
    assert.equal(sent.status, 303);
    assert.match(sent.headers.get('location') ?? '', /^\/question\/[0-9a-f]{20}$/);
    const decision = decisionsInForce(house.db).at(-1);
    assert.deepEqual(
      [decision?.patient, decision?.topic, decision?.action, decision?.value],
      [flag.patient, flag.topic, fields.action, value],
    );
    assert.deepEqual(
      [decision?.by, decision?.fingerprint, decision?.evidence],
      [NAME, flag.fingerprint, flag.evidence],
    );
    assert.equal(decision?.at, new Date(house.clock.now()).toISOString());
  }
  assert.equal(decisionsInForce(house.db)[1]?.comment, 'Biopsie zählt');
  const shown = JSON.parse(
    house.db.sql.prepare<[], { shown: string }>('select shown from event where seq = 2').get()?.shown ?? '[]',
  ) as { text: string }[];
  assert.ok(shown[0]?.text.includes('Gleason-Score 4+3=7b'), 'what the reviewer saw is kept with the decision');
});

test('F75 the same answer sent five times at once is one decision, and all are told so', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const [flag] = house.reader.store.flags as [Flag];
  const fields = { ...(await painted(house, flag.id, cookie)), action: 'confirm' };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => post(`${house.url}/question/${flag.id}`, fields, { cookie })),
  );
  assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([303]));
  assert.equal(lastSeq(house.db), 1);
  const other = await post(`${house.url}/question/${flag.id}`, { ...fields, action: 'reject' }, { cookie });
  assert.equal(other.status, 409, 'the page cannot be used for a second, different answer');
  assert.equal(lastSeq(house.db), 1);
});

test('F76 an answer to evidence that has changed is refused with 409, keeps the draft, and can be sent again', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const old = find(house, 'us-0001', 'drug:cabazitaxel');
  const fields = {
    ...(await painted(house, old.id, cookie)),
    action: 'correct',
    status: 'given',
    date: '2018-12',
    comment: 'laut <Plan> & "Brief"',
  };
  const now = makeFlag(old.patient, old.topic, old.code, old.question, old.proposal, old.evidence.slice(1));
  house.reader.store.flags = house.reader.store.flags.map((f) => (f === old ? now : f));
  const refused = await post(`${house.url}/question/${old.id}`, fields, { cookie });
  assert.equal(refused.status, 409);
  assert.equal(lastSeq(house.db), 0);
  const text = await refused.text();
  assert.match(text, /evidence has changed/);
  assert.match(text, /name="date"\s+value="2018-12"/);
  assert.match(text, /value="given"\s*checked/);
  assert.match(text, /laut &lt;Plan&gt; &amp; &quot;Brief&quot;/);
  const again = /name="id" value="([^"]*)"/.exec(text)?.[1] ?? '';
  assert.notEqual(again, fields.id);
  assert.equal(
    (await post(`${house.url}/question/${old.id}`, { ...fields, id: again, fingerprint: now.fingerprint }, { cookie }))
      .status,
    303,
  );
  assert.equal(lastSeq(house.db), 1);
});

test('F76 an answer over another person’s newer answer is refused with 409', async (t) => {
  const house = await openHouse(t);
  await addUser(house.db, 'l.meitner', 'another long password');
  const [mine, hers] = [await signIn(house), await signIn(house, 'l.meitner', 'another long password')];
  const [flag] = house.reader.store.flags as [Flag];
  const fields = { ...(await painted(house, flag.id, mine)), action: 'confirm' };
  assert.equal((await answer(house, hers, flag, { action: 'reject' })).status, 303);
  const refused = await post(`${house.url}/question/${flag.id}`, fields, { cookie: mine });
  assert.equal(refused.status, 409);
  assert.match(await refused.text(), /Rejected/);
  assert.deepEqual(
    decisionsInForce(house.db).map((d) => [d.by, d.action]),
    [['l.meitner', 'reject']],
  );
});

test('F79 an answer that was saved is acknowledged again, also when the question is gone by then', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const [flag] = house.reader.store.flags as [Flag];
  const fields = { ...(await painted(house, flag.id, cookie)), action: 'confirm' };
  await post(`${house.url}/question/${flag.id}`, fields, { cookie });
  house.reader.store.flags = house.reader.store.flags.filter((f) => f !== flag);
  assert.equal((await post(`${house.url}/question/${flag.id}`, fields, { cookie })).status, 303);
  const unsaved = await post(`${house.url}/question/${flag.id}`, { ...fields, id: randomUUID() }, { cookie });
  assert.equal(unsaved.status, 409);
  assert.equal(lastSeq(house.db), 1);
});

test('undo takes back one’s own decision of this session, leads to its question, and stays on record', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const [flag] = house.reader.store.flags as [Flag];
  await answer(house, cookie, flag, { action: 'confirm' });
  const undo = (retracts: string) => post(`${house.url}/undo`, { id: randomUUID(), retracts }, { cookie });
  const answers = await Promise.all([undo('1'), undo('1')]);
  assert.deepEqual(
    answers.map((a) => [a.status, a.headers.get('location')]),
    [
      [303, `/question/${flag.id}`],
      [303, `/question/${flag.id}`],
    ],
  );
  assert.deepEqual(decisionsInForce(house.db), []);
  assert.equal(lastSeq(house.db), 2, 'decision and retraction both stand in the log');
  for (const wrong of ['7', '2', '-1', '', 'x']) assert.ok([400, 404].includes((await undo(wrong)).status), wrong);
  house.clock.move(1000);
  await answer(house, cookie, flag, { action: 'reject' });
  await addUser(house.db, 'l.meitner', 'another long password');
  const hers = await signIn(house, 'l.meitner', 'another long password');
  assert.equal((await post(`${house.url}/undo`, { id: randomUUID(), retracts: '3' }, { cookie: hers })).status, 404);
  assert.equal(decisionsInForce(house.db)[0]?.action, 'reject');
});

test('a value that cannot be is refused with 422, names the field, and keeps what was typed', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const refused = await answer(house, cookie, find(house, 'uke-0001', 'gleason_initial'), {
    action: 'correct',
    primary: '4',
    secondary: '3',
    total: '9',
  });
  assert.equal(refused.status, 422);
  const text = await refused.text();
  assert.match(text, /4 \+ 3 is 7, not 9/);
  assert.match(text, /name="total"\s+value="9"/);
  assert.match(text, /aria-invalid="true"/);
  assert.equal(lastSeq(house.db), 0);
});

test('a question without a proposal cannot be confirmed', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const flag = makeFlag('us-0001', 'crpc_date', 'no_date', 'Since when?', null, []);
  house.reader.store.flags.push(flag);
  assert.equal((await answer(house, cookie, flag, { action: 'confirm' })).status, 422);
  assert.equal((await answer(house, cookie, flag, { action: 'not_documented' })).status, 303);
});

test('a warehouse rebuilt from nothing finds every decision in force and no question open again', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  for (const flag of house.reader.store.flags)
    assert.equal(
      (await answer(house, cookie, flag, { action: flag.topic === 'crpc_date' ? 'reject' : 'confirm' })).status,
      303,
    );
  const before = decisionsInForce(house.db);
  assert.equal(before.length, 12);
  const rebuilt = await startReview({ reviewDb: house.db, reader: hospital(), clock: house.clock, log: silentLog });
  t.after(() => rebuilt.close());
  const { text } = await page({ url: rebuilt.url }, '/', cookie);
  assert.match(text, /All 12 questions are decided/);
  assert.deepEqual((await readDecisions(house.file)).decisions, before);
});

test('evidence that changes after a decision asks to look again, and the decision stays in force meanwhile', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const old = find(house, 'uke-0001', 'crpc_date');
  const grown = old.evidence;
  const flagWith = (n: number) =>
    makeFlag(old.patient, old.topic, old.code, old.question, old.proposal, grown.slice(0, n));
  house.reader.store.flags = [flagWith(1)];
  await answer(house, cookie, flagWith(1), { action: 'confirm' });
  house.reader.store.flags = [flagWith(2)];
  assert.equal(decisionsInForce(house.db)[0]?.action, 'confirm');
  const { text } = await page(house, `/question/${old.id}`, cookie);
  assert.match(text, /look again/);
  assert.match(text, /new since the decision/);
  assert.match(text, /Confirmed: 2016/);
  house.reader.store.flags = [flagWith(1)];
  assert.doesNotMatch(
    (await page(house, `/question/${old.id}`, cookie)).text,
    /look again/,
    'evidence seen before is known',
  );
});

test('a decided question that the rules no longer ask is still found, and can be decided anew', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const flag = find(house, 'uke-0001', 'gleason_initial');
  const fields = { ...(await painted(house, flag.id, cookie)), action: 'confirm' };
  await post(`${house.url}/question/${flag.id}`, fields, { cookie });
  house.reader.store.flags = [];
  assert.match((await page(house, '/?show=decided', cookie)).text, /Gleason score at initial diagnosis/);
  const { status, text } = await page(house, `/question/${flag.id}`, cookie);
  assert.equal(status, 200);
  assert.match(text, /Confirmed: Gleason 4 \+ 5 = 9/);
  assert.match(text, /<mark class="hit">Gleason 4\+5=9<\/mark>/, 'with the evidence of then');
  assert.equal(
    (await post(`${house.url}/question/${flag.id}`, fields, { cookie })).status,
    303,
    'the first answer, again',
  );
  assert.equal((await answer(house, cookie, flag, { action: 'correct', total: '8' })).status, 303);
  assert.deepEqual(decisionsInForce(house.db)[0]?.value, { primary: null, secondary: null, total: 8 });
  assert.equal(lastSeq(house.db), 2);
});

test('the timeline states once what several notes say, in order of time, without visits', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const flag = find(house, 'uke-0001', 'crpc_date');
  const facts = house.reader.store.facts.get('uke-0001') ?? [];
  const visit = {
    kind: 'activity',
    patient: 'uke-0001',
    date: '2019-03-12',
    activity: 'encounter',
    evidence: [],
  } as const;
  house.reader.store.facts.set('uke-0001', [...facts, ...facts.filter((fact) => fact.kind === 'psa'), visit]);
  const { text } = await page(house, `/question/${flag.id}`, cookie);
  const rows = [...text.matchAll(/<time>([^<]*)<\/time>\s*<span>([^<]*)<\/span>/g)].map(
    (match) => `${match[1]} ${match[2]}`,
  );
  assert.equal(rows.filter((row) => row === '2019-03-12 PSA 137 ng/mL').length, 1);
  assert.match(text, /title="stated 2 times"/);
  assert.equal(rows[0], '1944-05 born');
  assert.ok(rows.indexOf('2017-06-01 castration-resistant') > rows.indexOf('2016 castration-resistant'));
  assert.ok(rows.every((row) => !row.includes('encounter')));
});

test('B22 after two records of one person are merged, what was decided on either is decided on the page too', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const [gone, kept] = ['us-0002', 'us-0001'];
  const ofGone = find(house, gone, 'gleason_initial');
  await answer(house, cookie, ofGone, { action: 'reject' });
  await answer(house, cookie, find(house, gone, 'drug:cabazitaxel'), { action: 'reject' });
  const { store } = house.reader;
  store.merged.set(gone, kept);
  const asked = { ...find(house, kept, 'gleason_initial'), fingerprint: ofGone.fingerprint };
  const others = store.flags.filter(({ patient }) => patient !== gone && patient !== kept);
  store.flags = [asked, ...others]; // of the drug nothing is asked any more

  const queue = await page(house, '/?show=decided', cookie);
  assert.match(queue.text, /<b>2<\/b> of 10 decided/);
  assert.doesNotMatch(queue.text, /us-0002/, 'a record that was merged away is no patient of the queue');
  const question = await page(house, `/question/${asked.id}`, cookie);
  assert.match(question.text, /<h2>Decided<\/h2>\s*<p>\s*<b>Rejected/);
  const old = await page(house, `/question/${ofGone.id}`, cookie);
  assert.match(old.text, /<b>us-0001<\/b>/, 'an address of before leads to the question of the person');

  assert.equal((await answer(house, cookie, asked, { action: 'confirm' })).status, 303);
  assert.equal(decisionsInForce(house.db).at(-1)?.patient, kept);
  assert.match((await page(house, '/?show=decided', cookie)).text, /Confirmed/, 'the latest of both counts');
});

test('a question about a letter says what each answer does to the letter, and asks for no date', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const asked = makeFlag('us-0001', 'letter:us-0001-n0', 'possible_wrong_patient', 'Whose is it?', null, []);
  house.reader.store.flags.push(asked);
  const { text } = await page(house, `/question/${asked.id}`, cookie);
  for (const words of ['this patient’s: the letter counts', 'cannot be told: nothing of it counts', 'another patient'])
    assert.ok(text.includes(words), words);
  assert.doesNotMatch(text, /name="date"/);
});
