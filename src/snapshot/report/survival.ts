/** The report's section on survival: who is in the curve and who is not, the curve, its median. */
import { DAYS_PER_MONTH } from '../../calendar.ts';
import { fellTooEarly, medianSurvival } from '../../cohort/survival.ts';
import type { KaplanMeier } from '../../cohort/survival.ts';
import { figure, html } from './html.ts';
import type { Html } from './html.ts';
import { kmPlot } from './km-plot.ts';

export function survivalSection(curves: readonly KaplanMeier[], patients: number, threshold: number | null): Html {
  const [km] = curves;
  if (!km || km.n === 0)
    return html`<p>Nobody has follow-up. ${km && threshold === null ? leftOut(km, patients) : ''}</p>`;
  const medians = curves.map(
    (curve) =>
      html`<tr>
        <td>${curve.confType}</td>
        <td class="num">${intervalText(curve)}</td>
      </tr>`,
  );
  const counts = threshold === null ? followedText(km, patients) : '';
  return html`<p>
      ${counts}Kaplan-Meier estimate with pointwise 95 % band (${km.confType}). – = not reached.
      ${threshold === null ? 'Small strokes are censored patients.' : `The curve ends where fewer than ${threshold} are at risk.`}
    </p>
    ${entryNotice(km, threshold)} ${kmPlot(km, threshold)}
    <table>
      <thead>
        <tr>
          <th>Transform of the band</th>
          <th class="num">Median, months (95 % interval)</th>
        </tr>
      </thead>
      <tbody>
        ${medians}
      </tbody>
    </table>`;
}

/** Median in months with its interval. */
export function intervalText(km: KaplanMeier): string {
  const { estimate, lower, upper } = medianSurvival(km);
  const months = (days: number | null): string => figure(days === null ? null : days / DAYS_PER_MONTH);
  return `${months(estimate)} (${months(lower)}, ${months(upper)})`;
}

/** Who is in the curve, and who is not. */
function followedText(km: KaplanMeier, patients: number): string {
  const deaths = `${km.events} ${km.events === 1 ? 'death' : 'deaths'}`;
  return `${people(km.n)} with follow-up, ${deaths}. ${leftOut(km, patients)}`;
}

function leftOut(km: KaplanMeier, patients: number): string {
  const left = (n: number, why: string): string => (n === 0 ? '' : `${n} ${why} ${n === 1 ? 'is' : 'are'} left out. `);
  return [
    left(patients - km.n - km.neverAtRisk, 'without a dated end of follow-up'),
    left(km.neverAtRisk, 'not seen before the end of their follow-up'),
  ].join('');
}

/** What delayed entry does to the curve, where there is any. */
function entryNotice(km: KaplanMeier, threshold: number | null): Html {
  if (km.entries.length === 0) return html``;
  const who = threshold === null ? people(km.entries.length) : 'Patients';
  const [first] = km.gaps;
  const zero = fellTooEarly(km);
  const warnings = [
    first &&
      `From day ${first.from} to day ${first.until} after index nobody is at risk, so no death could be seen then.`,
    km.gaps.length > 1 && `There are ${km.gaps.length - 1} more such stretches.`,
    zero !== null &&
      `By day ${zero} all who were at risk had died, before others entered: what follows is no estimate.`,
  ].filter((line) => typeof line === 'string');
  return html`<div class="${warnings.length > 0 ? 'notice warn' : 'notice'}">
    <b>Delayed entry:</b> ${who} first seen after index (<code>entry_days</code>) count as at risk from then on, since
    an earlier death would not be in the data. ${warnings.join(' ')}
  </div>`;
}

const people = (n: number): string => `${n} ${n === 1 ? 'patient' : 'patients'}`;
