/** TNM categories and the registry's course of the regional nodes, as far as they tell of metastases. */
import {
  NODE_COURSE_COMPONENT,
  OBDS_NODE_COURSE,
  TNM_MEANINGS,
  TNM_OBSERVATIONS,
  tnmCategory,
} from '../../../vocabulary/tnm.ts';
import type { Chart } from './chart.ts';
import { codeInWords, matches, readConcept } from './coding.ts';
import { readWhen } from './dates.ts';
import { belongsToOtherPrimary } from './diagnosis.ts';
import { type Json, objects, text } from './json.ts';
import { addSite } from './metastasis.ts';
import { usable } from './status.ts';

/** N1 is a regional node, M1a a distant one, M1b bone; M1 and M1c name no organ; M0, N0 and X say nothing. */
export function readTnm(chart: Chart, observation: Json): void {
  if (!usable(observation)) return;
  readNodeCourse(chart, observation);
  const [kind] = matches(TNM_OBSERVATIONS, readConcept(observation['code']));
  if (!kind) return;
  const value = readConcept(observation['valueCodeableConcept']);
  const written = [...value.codings.map((c) => c.code), value.words, text(observation['valueString']) ?? ''];
  const category = written.flatMap((w) => tnmCategory(kind.row.value, w) ?? [])[0];
  if (category === undefined) return;
  const meaning = TNM_MEANINGS[category];
  if (!meaning) return;
  if (belongsToOtherPrimary(chart, observation))
    return chart.problem('other_primary', observation, 'Observation.value');
  if (meaning.site === null) return chart.problem('metastasis_without_site', observation, 'Observation.value');
  const named = { meaning, says: `TNM ${category}`, rule: `tnm-${category.toLowerCase()}`, doubt: null };
  addSite(chart, observation, 'Observation.value', named, {
    status: 'present',
    date: readWhen(chart, observation, 'effective').start,
  });
}

function readNodeCourse(chart: Chart, observation: Json): void {
  for (const component of objects(observation['component'])) {
    if (!readConcept(component['code']).codings.some((c) => c.code === NODE_COURSE_COMPONENT)) continue;
    const coding = readConcept(component['valueCodeableConcept']).codings.find((c) => c.system === 'obds-course-nodes');
    const status = coding && OBDS_NODE_COURSE[coding.folded];
    if (!coding || !status || belongsToOtherPrimary(chart, observation)) continue;
    const meaning = { site: 'lymph_node', nodal: 'regional' } as const;
    const named = {
      meaning,
      says: `${codeInWords(coding)} (course, regional nodes)`,
      rule: 'obds-course-nodes',
      doubt: null,
    };
    addSite(chart, observation, 'Observation.component', named, {
      status,
      date: readWhen(chart, observation, 'effective').start,
    });
  }
}
