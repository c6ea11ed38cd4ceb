import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { TextMethod } from '../../src/domain.ts';
import type { DocumentText } from '../../src/extractors/documents.ts';
import { notesOf } from '../../src/extractors/notes.ts';

const LETTER = `Sehr geehrte Kollegen, wir berichten über den Patienten mit metastasiertem Prostatakarzinom.
Diagnosen: Gleason 4+5=9, ossäre und lymphonodale Filiae. Therapie: dritter Zyklus der Radioligandentherapie.`;

interface Given extends Partial<Omit<DocumentText, 'outcome' | 'resource'>> {
  readonly id?: string;
  readonly text?: string;
  readonly method?: TextMethod;
}
const document = ({ id = 'd', text = LETTER, method = 'plain', ...more }: Given = {}): DocumentText => ({
  resource: { type: id.startsWith('r') ? 'DiagnosticReport' : 'DocumentReference', id },
  patient: 'p',
  date: '2020-05-01',
  kind: 'Arztbrief',
  language: 'de',
  attachment: 0,
  url: null,
  replaces: [],
  ...more,
  outcome: { text, method, charset: null, repairs: [] },
});
const failed = (id: string, attachment: number): DocumentText => ({
  ...document({ id, attachment }),
  outcome: { reason: 'image', contentType: 'image/jpeg' },
});
const notes = (...documents: DocumentText[]) => notesOf('p', documents).notes;
const wrapped = LETTER.replace(/ (?=\S*karzinom)/, '\n').replace('Radioliganden', 'Radioliganden-\n');

test('renditions of one document are one note, in the format that tells it best', () => {
  const found = notes(
    document({ method: 'pdf', text: wrapped, attachment: 2 }),
    document({ method: 'rtf', attachment: 1 }),
    document({ method: 'html', attachment: 0 }),
  );
  assert.deepEqual(
    found.map(({ method, sources }) => [method, sources]),
    [['html', [{ type: 'DocumentReference', id: 'd' }]]],
  );
});

test('an excerpt does not stand for the whole, whatever its format', () => {
  const found = notes(
    document({ method: 'plain', text: LETTER.slice(0, 91) }),
    document({ method: 'pdf', attachment: 1 }),
  );
  assert.deepEqual(
    found.map(({ method, text }) => [method, text]),
    [['pdf', LETTER]],
  );
});

test('attachments of one resource that say different things are notes of their own', () => {
  const addendum =
    'Nachtrag vom Folgetag: Die Knochendichte war unauffällig, eine Kontrolle ist in einem Jahr geplant.';
  assert.equal(notes(document(), document({ text: addendum, attachment: 1 })).length, 2);
});

test('a conclusion that the report repeats is no second note; one that says more is', () => {
  const repeated = document({
    id: 'r',
    text: 'Gleason 4+5=9, ossäre und lymphonodale Filiae.',
    method: 'conclusion',
    attachment: null,
  });
  assert.equal(notes(document({ id: 'r' }), repeated).length, 1);
  const more = document({
    id: 'r',
    text: 'Gleason 4+5=9, zusätzlich neu aufgetretene hepatische Filiae im linken Leberlappen.',
    method: 'conclusion',
    attachment: null,
  });
  assert.equal(notes(document({ id: 'r' }), more).length, 2);
});

test('the same report through DocumentReference and DiagnosticReport is one note with both sources and the earlier date', () => {
  const [note, ...others] = notes(
    document({ date: '2020-05-04', kind: null }),
    document({ id: 'r', date: '2020-05-01', text: LETTER.replaceAll(' ', '  ') }),
  );
  assert.deepEqual(others, []);
  assert.deepEqual(
    [note?.date, note?.kind, note?.sources.map(({ id }) => id)],
    ['2020-05-01', 'Arztbrief', ['r', 'd']],
  );
});

test('the same attachment URL is the same document', () => {
  assert.equal(
    notes(document({ url: '/docs/7', date: '2020-01-01' }), document({ id: 'r', url: '/docs/7', date: '2020-05-01' }))
      .length,
    1,
  );
});

test('the same words weeks later are another report', () => {
  const words = { text: 'Thorax: kein Anhalt für Filiae.' };
  const found = notes(
    document({ ...words, id: 'a', date: '2020-01-01' }),
    document({ ...words, id: 'b', date: '2020-03-01' }),
    document({ ...words, id: 'c', date: '2020-01-05' }),
  );
  assert.deepEqual(
    found.map(({ date, sources }) => [date, sources.length]),
    [
      ['2020-01-01', 2],
      ['2020-03-01', 1],
    ],
  );
  assert.notEqual(found[0]?.id, found[1]?.id);
});

test('texts that differ in one sign are not the same', () => {
  assert.equal(
    notes(
      document({ id: 'a', text: 'PSA <0,1 ng/ml am Kontrolltag' }),
      document({ id: 'b', text: 'PSA >0,1 ng/ml am Kontrolltag' }),
    ).length,
    2,
  );
});

test('a replaced document is left out; two that claim to replace each other both stay', () => {
  const key = (id: string) => ({ type: 'DocumentReference', id });
  const found = notes(
    document({ id: 'new', text: 'Endgültiger Befund', replaces: [key('old')] }),
    document({ id: 'old', text: 'Vorläufiger Befund' }),
  );
  assert.deepEqual(
    found.map(({ text }) => text),
    ['Endgültiger Befund'],
  );
  assert.equal(
    notes(
      document({ id: 'a', text: 'Erster Befund', replaces: [key('b')] }),
      document({ id: 'b', text: 'Zweiter Befund', replaces: [{ type: '', id: 'a' }] }),
    ).length,
    2,
  );
});

test('what has no text is returned with its reason, and whether the text came in another format', () => {
  const { notes: found, withoutText } = notesOf('p', [failed('a', 1), document({ id: 'a' }), failed('b', 0)]);
  assert.equal(found.length, 1);
  assert.deepEqual(
    withoutText.map(({ resource, attachment, reason, covered }) => [resource.id, attachment, reason, covered]),
    [
      ['a', 1, 'image', true],
      ['b', 0, 'image', false],
    ],
  );
});

test('an id is made of content: the same document has the same id, another patient another', () => {
  assert.equal(notes(document())[0]?.id, notes(document({ id: 'elsewhere', kind: null }))[0]?.id);
  assert.notEqual(notesOf('p', [document()]).notes[0]?.id, notesOf('q', [document()]).notes[0]?.id);
});

test('a text filed under the addresses of two others goes to the same one of them, whatever the order', () => {
  const documents = [
    document({ id: 'a', text: LETTER, url: '/docs/2' }),
    document({ id: 'b', text: 'Thorax: kein Anhalt für Filiae.', url: '/docs/1' }),
    document({ id: 'c', text: 'Kurzbefund unauffällig', url: '/docs/1' }),
    document({ id: 'd', text: 'Kurzbefund unauffällig', url: '/docs/2' }),
  ];
  assert.deepEqual(notes(...documents), notes(...documents.toReversed()));
  assert.equal(notes(...documents).length, 2);
});

test('notes do not depend on the order of documents, and every text is in some note', () => {
  const texts = [
    LETTER,
    wrapped,
    LETTER.slice(0, 91),
    'Kurzbefund unauffällig',
    'Thorax: kein Anhalt für Filiae.',
    'Thorax:  kein Anhalt\nfür Filiae.',
  ];
  const given = fc.record({
    id: fc.constantFrom('a', 'b', 'r', 'r2'),
    text: fc.constantFrom(...texts),
    method: fc.constantFrom<TextMethod>('plain', 'html', 'pdf', 'conclusion'),
    date: fc.constantFrom(null, '2020', '2020-01-01', '2020-01-06', '2020-01-11', '2020-03'),
    kind: fc.constantFrom(null, 'Brief', 'Befund'),
    url: fc.constantFrom(null, null, null, '/docs/1', '/docs/2'),
    attachment: fc.nat(3),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(given, { selector: ({ id, attachment }) => `${id} ${attachment}`, maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      (all, dice) => {
        // All texts of one resource share its date and kind, as they do where they come from.
        const documents = all.map((one) =>
          document({
            ...one,
            date: all.find(({ id }) => id === one.id)?.date ?? null,
            kind: all.find(({ id }) => id === one.id)?.kind ?? null,
          }),
        );
        const shuffled = documents
          .map((one) => [one, dice.next().value] as const)
          .toSorted((a, b) => a[1] - b[1])
          .map(([one]) => one);
        const result = notesOf('p', documents);
        assert.deepEqual(notesOf('p', shuffled), result);
        const sources = new Set(result.notes.flatMap((note) => note.sources.map(({ id }) => id)));
        assert.deepEqual(sources, new Set(documents.map(({ resource }) => resource.id)));
      },
    ),
    { verbose: true, numRuns: 500 },
  );
});
