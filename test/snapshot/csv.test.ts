import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { csvLine, neutralText, restoreText, toCsv } from '../../src/snapshot/csv.ts';

/** A reader by the letter of RFC 4180, with null for an empty field without quotes. */
function parseCsv(text: string): (string | null)[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n)/gy;
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (let found = field.exec(text); found; found = field.exec(text)) {
    const plain = found[2] === '' ? null : (found[2] ?? null);
    row.push(found[1] === undefined ? plain : found[1].replaceAll('""', '"'));
    if (found[3] === '\n') {
      rows.push(row);
      row = [];
    }
    if (field.lastIndex === text.length) break;
  }
  return rows;
}

const dangerous = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\u0000x',
  '"=1',
  ' =1',
  "'=1",
  '＝1',
  '＋1',
  '\u00a0=1',
  '\n-1',
];

test('B42 text that a spreadsheet could run gets an apostrophe, and every such text is restored', () => {
  for (const text of dangerous) {
    assert.equal(neutralText(text), `'${text}`, JSON.stringify(text));
    assert.equal(restoreText(neutralText(text)), text);
  }
});

test('ordinary text, dates and numbers stay as they are', () => {
  for (const text of ['>=2', '177Lu-PSMA-617', '2018-04-10', "d'Artagnan", 'a=b', '"quoted"', 'LAST_ACTIVITY', '']) {
    assert.equal(neutralText(text), text);
  }
  assert.equal(csvLine([-1.5, 0, -0, 1e21, null, '', '-1']), `-1.5,0,0,1e+21,,"",'-1`);
});

test('separators of any locale, quotes and line ends are quoted; lines end in LF', () => {
  const columns = [{ name: 'a', type: 'text', label: '' }] as const;
  const rows = [['x;y'], ['x,y'], ['say "x"'], ['two\r\nlines'], [null]];
  assert.equal(toCsv({ columns, rows }), 'a\n"x;y"\n"x,y"\n"say ""x"""\n"two\r\nlines"\n\n');
});

test('law: whatever text goes in comes out of a CSV reader again, missing stays missing', () => {
  const seed = 20_261_124;
  console.log(`seed ${seed}`);
  const nasty = fc.string({ unit: fc.constantFrom(...Array.from('=+-@"\' \t\n\r,;aä＝\0')), maxLength: 8 });
  const cell = fc.oneof(fc.string({ unit: 'binary' }), nasty, fc.constantFrom(...dangerous), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
      const columns = ['a', 'b'].map((name) => ({ name, type: 'text' as const, label: '' }));
      const [header, ...back] = parseCsv(toCsv({ columns, rows }));
      assert.deepEqual(header, ['a', 'b']);
      assert.deepEqual(
        back.map((row) => row.map((text) => (text === null ? null : restoreText(text)))),
        rows,
      );
      for (const text of back.flat()) assert.doesNotMatch(text ?? '', /^[\s"]*[=+\-@＝＋－＠]/);
    }),
    { seed, numRuns: 500 },
  );
});
