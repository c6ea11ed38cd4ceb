/** What a report concludes in words, held against the scores coded in the same report. */
import type { FactOf } from '../../domain.ts';
import { gradeGroup } from '../grade-group.ts';
import { type Chart, evidence, keyOf } from './chart.ts';
import { scoresInProse } from './gleason-text.ts';
import { scoreInWords } from './gleason-value.ts';
import { agree } from './gleason.ts';
import { type Json, objects, text } from './json.ts';
import { usable } from './status.ts';

/**
 * A report's conclusion in words against the scores that are coded in the same report: where its highest score is not
 * the highest coded one, both become facts with a doubt, for a person.
 */
export function readReportConclusions(chart: Chart): void {
  const coded = chart.facts.filter((fact): fact is FactOf<'gleason'> => fact.kind === 'gleason');
  for (const report of chart.ofType('DiagnosticReport')) {
    const [stated] = scoresInProse(text(report['conclusion']) ?? '');
    if (!stated || !usable(report)) continue;
    const members = membersOf(chart, report);
    const own = coded.filter((fact) =>
      fact.evidence.some((e) => e.source === 'structured' && members.has(`${e.resource.type}/${e.resource.id}`)),
    );
    const highest = own.toSorted((a, b) => b.total - a.total)[0];
    if (!highest) continue;
    const overall = own.filter((fact) => fact.total === highest.total);
    if (overall.some((fact) => agree({ ...fact, contradictory: false }, stated))) continue;
    const doubt = 'the conclusion of the report states another score than its coded values';
    for (const fact of overall) chart.facts[chart.facts.indexOf(fact)] = { ...fact, doubt };
    const proof = evidence(
      report,
      'DiagnosticReport.conclusion',
      `${scoreInWords(stated)} (conclusion)`,
      'gleason-conclusion',
    );
    const { primary, secondary, total } = stated;
    chart.add({
      kind: 'gleason',
      date: highest.date,
      primary,
      secondary,
      total,
      gradeGroup: gradeGroup(stated),
      specimen: highest.specimen,
      overall: true,
      evidence: [proof],
      doubt,
    });
  }
}

/** Keys of all observations that a report holds, directly or through groupers. */
function membersOf(chart: Chart, report: Json): ReadonlySet<string> {
  const keys = new Set<string>();
  const visit = (from: Json, references: readonly Json[]): void => {
    for (const reference of references) {
      const member = chart.resolve(reference, from);
      if (!member) continue;
      const { type, id } = keyOf(member);
      if (keys.has(`${type}/${id}`)) continue;
      keys.add(`${type}/${id}`);
      visit(member, [...objects(member['hasMember']), ...objects(member['derivedFrom'])]);
    }
  };
  visit(report, objects(report['result']));
  return keys;
}
