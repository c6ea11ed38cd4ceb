/** The server's clock is the only one that counts, and it may be wrong for a night. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as make from '../support/nights.ts';
import { admit, aDayLater, freshHash, hashOf, inside, night, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

const DAY_MS = 86_400_000;
const YEARS_MS = 8 * 365 * DAY_MS;
const lastMark = (data: string): Promise<string> =>
  inside(data, (db) => db.sql.prepare('select max(at) from watermark').pluck().get() as string);

for (const ahead of ['on the first night', 'on a later one'])
  test(`a clock that is years ahead ${ahead} hides nothing of what comes after it was set right`, async (t) => {
    const hospital = await startHospital(t);
    admit(hospital);
    const data = tempDir(t);
    if (ahead === 'on a later one') await night(data, hospital.base);
    const { now } = hospital;
    hospital.now += YEARS_MS;
    assert.equal((await night(data, hospital.base)).exitStatus, 0);

    hospital.now = now + DAY_MS;
    hospital.put(make.psa('new', 'a', 77, '2020-01-09'));
    hospital.put({ resourceType: 'Medication', id: 'doc', code: { coding: [{ code: 'changed' }] } });
    hospital.delete('Observation', 'psa-b-1');
    assert.equal((await night(data, hospital.base)).exitStatus, 0);
    assert.equal(await hashOf(data), await freshHash(t, hospital));
    assert.ok((await lastMark(data)) < new Date(now + 2 * DAY_MS).toISOString(), 'the marks are right again');

    aDayLater(hospital);
    hospital.put(make.psa('newer', 'b', 78, '2020-01-10'));
    hospital.requests.length = 0;
    await night(data, hospital.base);
    assert.equal(await hashOf(data), await freshHash(t, hospital));
  });
