import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ARPIS, TAXANES } from '../../src/domain.ts';
import { hospitalPatients } from '../../src/synthetic/hospital.ts';
import type { SyntheticPatient } from '../../src/synthetic/hospital.ts';
import { cyclesText } from '../../src/synthetic/letters/german/cycles.ts';
import { germanHand } from '../../src/synthetic/letters/german/hand.ts';
import { seeded } from '../../src/synthetic/random.ts';

const STEMS: Readonly<Record<string, RegExp>> = {
  docetaxel: /docetaxel|taxotere|\bdoce\b/i,
  cabazitaxel: /cabazitaxel|jevtana|\bcaba\b/i,
  paclitaxel: /paclitaxel/i,
  abiraterone: /abiratero|zytiga|\babi\b/i,
  enzalutamide: /enzalutamid|xtandi|\benza\b/i,
  apalutamide: /apalutamid|erleada/i,
  darolutamide: /darolutamid|nubeqa/i,
};

/** Relatives' drugs are traps, not the patient's. */
const withoutFamily = (text: string): string => text.replace(/Onkel erhielt[^.]*\.|Uncle received[^.]*\./g, '');

const prostate = (patients: SyntheticPatient[]): SyntheticPatient[] =>
  patients.filter(({ plan }) => plan.primary === 'C61' && plan.certainty === 'confirmed');

for (const hospital of ['uke', 'us'] as const) {
  const patients = prostate([...hospitalPatients(hospital)]);

  describe(`letters of hospital ${hospital}`, () => {
    test('name no drug that the plan does not', () => {
      for (const { plan, letters } of patients) {
        const planned = new Set<string>([
          ...plan.therapies.filter((t) => t.letter).map((t) => t.drug),
          ...plan.notGiven.map(({ drug }) => drug),
        ]);
        for (const { text, key } of letters) {
          for (const drug of [...TAXANES, ...ARPIS]) {
            assert.ok(
              planned.has(drug) || !(STEMS[drug] as RegExp).test(withoutFamily(text)),
              `${plan.id} ${key}: ${drug}`,
            );
          }
        }
      }
    });

    test('tell every drug that they are planned to tell, and nothing where the history is not covered', () => {
      for (const { plan, letters } of patients) {
        const all = letters.map(({ text }) => text).join('\n');
        for (const therapy of plan.therapies.filter(
          (t) => t.letter && t.start < plan.index && STEMS[t.drug] !== undefined,
        )) {
          assert.match(all, STEMS[therapy.drug] as RegExp, `${plan.id}: ${therapy.drug}`);
        }
        if (!plan.historyCovered) assert.doesNotMatch(all, /\bADT\b|Vorbehandlung|Vortherapie|Chemo/, plan.id);
      }
    });

    test('state the Gleason score where they are planned to, and nowhere else', () => {
      for (const { plan, letters } of patients.filter(({ truth }) => truth.eligible)) {
        const all = letters.map(({ text }) => text.replaceAll(plan.family, '')).join('\n');
        const told = plan.gleason?.letter === true;
        const score = `${plan.gleason?.primary}\\s*\\+\\s*${plan.gleason?.secondary}`;
        assert.equal(new RegExp(score).test(all), told, plan.id);
      }
    });

    test('are written on days when their content is known', () => {
      for (const { plan, letters } of patients) {
        for (const letter of letters) {
          assert.ok(letter.date >= plan.diagnosis.day, `${plan.id} ${letter.key}`);
          const after = plan.death?.day ?? plan.lastActivity;
          assert.ok(letter.date <= plan.lastActivity || letter.date >= after, `${plan.id} ${letter.key}`);
        }
      }
    });
  });
}

test('every way to list cycles names each date, number or count', () => {
  const cycles = [1, 2, 3].map(
    (number) => ({ number, date: `2020-0${number}-14`, gbq: 7, agent: '177Lu-PSMA-617', external: false }) as const,
  );
  const written = new Set<string>();
  for (let i = 0; i < 60; i++) {
    const text = cyclesText(cycles, germanHand(seeded(`cycles ${i}`)));
    written.add(text.split(/\d/)[0] ?? '');
    assert.equal((text.match(/14\.0?[123]\./g) ?? []).length, 3, text);
  }
  assert.ok(written.size >= 4);
});
