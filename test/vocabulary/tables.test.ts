import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CASTRATION_CODES, CASTRATION_WORDS } from '../../vocabulary/castration.ts';
import { PROSTATE_CANCER_WORDS, PROSTATE_DIAGNOSES, isOtherPrimary } from '../../vocabulary/diagnosis.ts';
import { DRUGS, DRUG_CODES, SUPPORTIVE_WORDS, drugsInText } from '../../vocabulary/drugs.ts';
import {
  GLEASON_NAMES,
  GLEASON_OBSERVATIONS,
  GLEASON_PATTERNS,
  GLEASON_SCORES,
  SPECIMEN_METHODS,
} from '../../vocabulary/gleason.ts';
import { PSA_CODES, PSA_NAMES } from '../../vocabulary/laboratory.ts';
import {
  METASTASIS_BODY_SITES,
  METASTASIS_DISORDERS,
  METASTASIS_WORDS,
  OBDS_SITES,
} from '../../vocabulary/metastasis.ts';
import { QUALIFIERS, STANCE_WORDS } from '../../vocabulary/qualifiers.ts';
import { RADIOLIGAND_CODES, RADIOLIGAND_WORDS } from '../../vocabulary/radioligand.ts';
import { type CodeTable, foldCode } from '../../vocabulary/rows.ts';
import { systemName } from '../../vocabulary/systems.ts';
import { TNM_OBSERVATIONS, tnmCategory } from '../../vocabulary/tnm.ts';
import { DEATH_OBSERVATIONS, DISCHARGED_DEAD } from '../../vocabulary/vital.ts';

const TABLES: Readonly<Record<string, CodeTable<unknown>>> = {
  CASTRATION_CODES,
  DEATH_OBSERVATIONS,
  DISCHARGED_DEAD,
  DRUG_CODES,
  GLEASON_OBSERVATIONS,
  GLEASON_PATTERNS,
  GLEASON_SCORES,
  METASTASIS_BODY_SITES,
  METASTASIS_DISORDERS,
  OBDS_SITES,
  PROSTATE_DIAGNOSES,
  PSA_CODES,
  QUALIFIERS,
  RADIOLIGAND_CODES,
  SPECIMEN_METHODS,
  TNM_OBSERVATIONS,
};

for (const [name, table] of Object.entries(TABLES)) {
  test(`${name}: every code and spelling finds its own row, every look-alike another or none`, () => {
    for (const row of table.rows) {
      for (const system of row.systems) {
        for (const code of [...row.codes, ...(row.also ?? [])]) {
          assert.equal(
            table.find({ system, code })?.id,
            expectedRow(table, system, code) ?? row.id,
            `${row.id} ${code}`,
          );
        }
        for (const code of row.not ?? [])
          assert.notEqual(table.find({ system, code })?.id, row.id, `${row.id} not ${code}`);
      }
    }
  });

  test(`${name}: rows have unique ids, a meaning and a source`, () => {
    const ids = table.rows.map((row) => row.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const row of table.rows) assert.ok(row.meaning !== '' && row.source !== '' && row.codes.length > 0, row.id);
  });
}

/** An `also` spelling may be a code below that has a row of its own. */
function expectedRow(table: CodeTable<unknown>, system: string, code: string): string | undefined {
  return table.rows.find(
    (row) => row.systems.some((s) => s === system) && row.codes.some((c) => foldCode(c) === foldCode(code)),
  )?.id;
}

/** Displays of SNOMED CT that public code is known to have mixed up. */
const PINNED: readonly [string, string][] = [
  ['94222008', 'Secondary malignant neoplasm of bone'],
  ['94381002', 'Secondary malignant neoplasm of liver'],
  ['94391008', 'Secondary malignant neoplasm of lung'],
  ['94392001', 'Secondary malignant neoplasm of lymph node'],
  ['94225005', 'Secondary malignant neoplasm of brain'],
];

test('the meanings of SNOMED metastasis codes are pinned: 94222008 is bone, 94381002 is liver', () => {
  for (const [code, display] of PINNED) {
    assert.equal(METASTASIS_DISORDERS.find({ system: 'snomed', code })?.meaning, display);
  }
  assert.deepEqual(METASTASIS_DISORDERS.find({ system: 'snomed', code: '94222008' })?.value, { site: 'bone' });
  assert.deepEqual(METASTASIS_DISORDERS.find({ system: 'snomed', code: '94381002' })?.value, { site: 'liver' });
});

test('the nine grade group codes give the scores of the value set, and 8 or more for six of them', () => {
  const scores = GLEASON_SCORES.rows.filter((row) => row.codes[0]?.startsWith('12797')).map((row) => row.value);
  assert.equal(scores.length, 9);
  assert.equal(scores.filter(({ total }) => total >= 8).length, 6);
  assert.deepEqual(GLEASON_SCORES.find({ system: 'snomed', code: '1279716004' })?.value, {
    primary: 4,
    secondary: 3,
    total: 7,
  });
  assert.deepEqual(GLEASON_SCORES.find({ system: 'snomed', code: '1279719006' })?.value, {
    primary: 5,
    secondary: 3,
    total: 8,
  });
});

test('systems are met under bfarm and dimdi, http and https, with versions and slashes, in any case', () => {
  for (const uri of [
    'http://fhir.de/CodeSystem/bfarm/ops',
    'http://fhir.de/CodeSystem/dimdi/ops',
    'https://FHIR.de/CodeSystem/bfarm/OPS/',
    'http://fhir.de/CodeSystem/bfarm/ops|2019',
  ]) {
    assert.equal(systemName(uri), 'ops', uri);
  }
  assert.equal(systemName('urn:oid:2.16.840.1.113883.6.43.1'), 'icd-o-3');
  assert.equal(systemName('http://example.org/local'), null);
  assert.equal(systemName(null), null);
});

test('codes are compared without blanks, marks and case, and ICD codes without their point too', () => {
  for (const code of ['C79.5', 'c79.5', ' C79.5 ', 'C79.5!', 'C795', 'C79.5†', 'C 79.5'])
    assert.equal(foldCode(code), 'C79.5', code);
  assert.equal(foldCode('8-530.d0 '), '8-530.D0');
  assert.equal(foldCode('C61.-'), 'C61');
});

test('a code of another system is not taken for ours; a self-evident code without system is', () => {
  assert.equal(PROSTATE_DIAGNOSES.find({ system: 'other', code: 'C61' }), null);
  assert.equal(PROSTATE_DIAGNOSES.find({ system: 'loinc', code: 'C61' }), null);
  assert.equal(PROSTATE_DIAGNOSES.find({ system: null, code: 'C61' })?.id, 'dx-icd-c61');
  assert.equal(GLEASON_SCORES.find({ system: null, code: '1279716004' }), null);
});

test('every drug is found by each of its names, and by no look-alike', () => {
  for (const drug of DRUGS) {
    for (const name of drug.match) assert.ok(drugsInText(name).includes(drug), `${drug.name}: ${name}`);
    for (const name of drug.not ?? []) assert.ok(!drugsInText(name).includes(drug), `${drug.name}: ${name}`);
  }
});

test('supportive drugs are known and are no anticancer drug', () => {
  for (const name of ['Denosumab 120 mg', 'Xgeva', 'Zoledronat', 'Prednison', 'Dexamethason', 'prednisone 5 MG']) {
    assert.deepEqual(drugsInText(name), [], name);
    assert.ok(SUPPORTIVE_WORDS.test(name), name);
  }
  for (const code of ['M05BX04', 'M05BA08']) assert.equal(DRUG_CODES.find({ system: 'atc', code }), null);
});

test('PARP inhibitors keep their drug over the change of ATC codes at the end of 2020', () => {
  for (const code of ['L01XX46', 'L01XK01'])
    assert.equal(DRUG_CODES.find({ system: 'atc', code })?.value[0]?.name, 'olaparib');
  assert.deepEqual(
    DRUG_CODES.find({ system: 'atc', code: 'L01XK52' })?.value.map(({ name }) => name),
    ['abiraterone', 'niraparib'],
  );
});

test('words of a radioligand need lutetium and PSMA both, and nothing of imaging, planning or another ligand', () => {
  const { lutetium, psma, exclude, examples } = RADIOLIGAND_WORDS;
  const isOne = (words: string): boolean => lutetium.test(words) && psma.test(words) && !exclude.test(words);
  for (const words of examples.match) assert.ok(isOne(words), words);
  for (const words of examples.not) assert.ok(!isOne(words), words);
});

test('local names of PSA are the total in serum only', () => {
  for (const name of PSA_NAMES.examples.match) assert.ok(PSA_NAMES.match.test(name), name);
  for (const name of PSA_NAMES.examples.not) assert.ok(!PSA_NAMES.match.test(name), name);
});

test('words that turn a concept round are read at its ends only', () => {
  const { negated, uncertain, examples } = STANCE_WORDS;
  for (const words of examples.negated) assert.ok(negated.test(words), words);
  for (const words of examples.uncertain) assert.ok(uncertain.test(words) && !negated.test(words), words);
  for (const words of examples.neither) assert.ok(!negated.test(words) && !uncertain.test(words), words);
});

test('TNM categories are read with any prefix', () => {
  assert.equal(tnmCategory('N', 'pN1'), 'N1');
  assert.equal(tnmCategory('N', 'ypN1 (3/17)'), 'N1');
  assert.equal(tnmCategory('N', 'N0'), 'N0');
  assert.equal(tnmCategory('M', 'cM1b'), 'M1B');
  assert.equal(tnmCategory('M', 'M1'), 'M1');
  assert.equal(tnmCategory('M', 'pT3b pN1'), null);
  assert.equal(tnmCategory('N', 'NOS'), null);
});

test('other primaries are malignant ICD codes but the prostate and the metastases', () => {
  for (const code of ['C62.9', 'C16.0', 'C50.9', 'C90.0']) assert.ok(isOtherPrimary(code), code);
  for (const code of ['C61', 'C77.5', 'C79.5', 'D40.0', 'N40', 'Z85.46']) assert.ok(!isOtherPrimary(code), code);
});

test('the disease in words is read at the beginning, not of relatives, screening or benign disease', () => {
  const { match, examples } = PROSTATE_CANCER_WORDS;
  for (const words of examples.match) assert.ok(match.test(words), words);
  for (const words of examples.not) assert.ok(!match.test(words), words);
});

test('castration resistance and sensitivity in words', () => {
  const { present, absent, examples } = CASTRATION_WORDS;
  for (const words of examples.present) assert.ok(present.test(words) && !absent.test(words), words);
  for (const words of examples.absent) assert.ok(absent.test(words) && !present.test(words), words);
  for (const words of examples.neither) assert.ok(!absent.test(words) && !present.test(words), words);
});

test('a metastasis in words is not one from another tumour, nor its absence', () => {
  const { match, not, examples } = METASTASIS_WORDS;
  for (const words of examples.match) assert.ok(match.test(words) && !not.test(words), words);
  for (const words of examples.not) assert.ok(!match.test(words) || not.test(words), words);
});

test('local names of Gleason elements name one element each', () => {
  for (const row of GLEASON_NAMES) {
    for (const name of row.match)
      assert.equal(GLEASON_NAMES.find(({ words }) => words.test(name))?.value, row.value, name);
  }
  assert.equal(
    GLEASON_NAMES.find(({ words }) => words.test('Dr. Gleason')),
    undefined,
  );
});
