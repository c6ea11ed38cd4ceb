/** The survival curve as inline SVG: steps, 95 % band, censoring marks, median, numbers at risk. */
import { DAYS_PER_MONTH } from '../../calendar.ts';
import { numberAtRisk } from '../../cohort/risk-set.ts';
import { medianSurvival } from '../../cohort/survival.ts';
import type { CurvePoint, KaplanMeier } from '../../cohort/survival.ts';
import { figure, html } from './html.ts';
import type { Html } from './html.ts';

const [LEFT, RIGHT, TOP, WIDTH, HEIGHT] = [64, 20, 16, 760, 320];
const TICK_STEPS = [1, 2, 3, 6, 12, 24, 36, 60, 120];
const MOST_TICKS = 11;

interface Scale {
  readonly x: (days: number) => string;
  readonly y: (share: number) => string;
  readonly ticks: readonly number[];
}

/**
 * The curve in months. With a threshold it ends where fewer are at risk, and shows neither censoring marks nor numbers
 * at risk: both tell single patients.
 */
export function kmPlot(km: KaplanMeier, threshold: number | null): Html {
  const few = km.points.findIndex(({ n_risk }) => n_risk < (threshold ?? 1));
  const points = few === -1 ? km.points : km.points.slice(0, few);
  const end = points.at(-1)?.time ?? 0;
  const scale = scaleTo(end / DAYS_PER_MONTH);
  const { estimate: median } = medianSurvival(km);
  const height = HEIGHT + (threshold === null ? 100 : 56);
  return html`<svg
    viewBox="0 0 ${WIDTH} ${height}"
    role="img"
    aria-labelledby="km-title"
    font-family="inherit"
    font-size="13"
  >
    <title id="km-title">Kaplan-Meier curve of overall survival from index with 95 % band (${km.confType})</title>
    ${axes(scale)}
    <path class="band" d="${bandPath(points, scale)}" />
    <path class="curve" d="${stepPath(points, scale)}" />
    ${threshold === null ? [censorMarks(points, scale), atRisk(km, scale)] : []}
    ${median === null || median > end ? [] : [medianLine(median, scale)]}
  </svg>`;
}

function scaleTo(months: number): Scale {
  const step = TICK_STEPS.find((s) => months / s < MOST_TICKS) ?? 240;
  const count = Math.max(1, Math.ceil(months / step));
  const perDay = (WIDTH - LEFT - RIGHT) / (count * step * DAYS_PER_MONTH);
  return {
    x: (days) => (LEFT + days * perDay).toFixed(1),
    y: (share) => (TOP + (1 - share) * (HEIGHT - TOP)).toFixed(1),
    ticks: Array.from({ length: count + 1 }, (_, i) => i * step),
  };
}

function axes({ x, y, ticks }: Scale): Html {
  const right = WIDTH - RIGHT;
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      html`<line class="grid" x1="${LEFT}" x2="${right}" y1="${y(share)}" y2="${y(share)}" />
        <text x="${LEFT - 10}" y="${y(share)}" dy="4" text-anchor="end">${100 * share}</text>`,
  );
  const marks = ticks.map((month) => {
    const at = x(month * DAYS_PER_MONTH);
    return html`<line class="axis" x1="${at}" x2="${at}" y1="${HEIGHT}" y2="${HEIGHT + 5}" />
      <text x="${at}" y="${HEIGHT + 20}" text-anchor="middle">${month}</text>`;
  });
  return html`${grid}
    <line class="axis" x1="${LEFT}" x2="${right}" y1="${HEIGHT}" y2="${HEIGHT}" />
    ${marks}
    <text x="${(LEFT + right) / 2}" y="${HEIGHT + 42}" text-anchor="middle" class="caption">Months from index</text>
    <text transform="translate(16 ${(TOP + HEIGHT) / 2}) rotate(-90)" text-anchor="middle" class="caption">
      Alive, %
    </text>`;
}

function stepPath(points: readonly CurvePoint[], { x, y }: Scale): string {
  return `M${x(0)} ${y(1)}${points.map(({ time, surv }) => `H${x(time)}V${y(surv)}`).join('')}`;
}

/** Upper limit forwards, lower limit back; where there is no band yet it is 1, and it ends where there is none any more. */
function bandPath(points: readonly CurvePoint[], { x, y }: Scale): string {
  const limits = points
    .filter(({ surv, lower }) => surv === 1 || lower !== null)
    .map(({ time, lower, upper }) => ({ time, lower: lower ?? 1, upper: upper ?? 1 }));
  const end = points.at(-1)?.time ?? 0;
  const upper = limits.map((p) => `H${x(p.time)}V${y(p.upper)}`).join('');
  const lower = limits
    .toReversed()
    .map((p) => `V${y(p.lower)}H${x(p.time)}`)
    .join('');
  return `M${x(0)} ${y(1)}${upper}H${x(end)}${lower}V${y(1)}Z`;
}

function censorMarks(points: readonly CurvePoint[], { x, y }: Scale): Html {
  const marks = points
    .filter(({ n_censor }) => n_censor > 0)
    .map(({ time, surv }) => `M${x(time)} ${(Number(y(surv)) - 5).toFixed(1)}v10`);
  return html`<path class="censored" d="${marks.join('')}" />`;
}

function medianLine(days: number, { x, y }: Scale): Html {
  return html`<path class="median" d="M${LEFT} ${y(0.5)}H${x(days)}V${y(0)}" />
    <text x="${x(days)}" y="${y(0.5)}" dx="8" dy="-8" class="caption">${figure(days / DAYS_PER_MONTH)} months</text>`;
}

function atRisk(km: KaplanMeier, { x, ticks }: Scale): Html {
  const cells = ticks.map((month) => {
    const days = month * DAYS_PER_MONTH;
    return html`<text x="${x(days)}" y="${HEIGHT + 92}" text-anchor="middle">${numberAtRisk(km, days)}</text>`;
  });
  return html`<text x="${LEFT}" y="${HEIGHT + 72}" class="caption">Number at risk</text>${cells}`;
}
