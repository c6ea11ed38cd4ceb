/** Gleason scores written as text: `4+5=9`, `7b`, `Gleason-Score 7a (3+4)`. */

export interface Score {
  readonly primary: number | null;
  readonly secondary: number | null;
  readonly total: number;
  /** The parts do not add up to the total beside them. */
  readonly contradictory: boolean;
}

/** Longer texts are prose: several scores may stand in them. */
const LONGEST_SCORE = 200;

const LETTERED: Readonly<Record<string, readonly [number, number]>> = { '7a': [3, 4], '7b': [4, 3] };

/** The one score of a coded text value; null where it gives none or only a bound ("less than or equal to 6"). */
export function parseScore(written: string): Score | null {
  if (written.length > LONGEST_SCORE) return null;
  if (/less than|or equal|[<>≤≥]|unknown|not documented/i.test(written)) return null;
  const parts = /(?<![\d+])([1-5])\s*\+\s*([1-5])(?![\d+])(?:\s*=\s*(\d{1,2})\b)?/.exec(written);
  const beside = parts ? written.slice(0, parts.index) : written;
  const lettered = /(?<!\d)(7)\s*([ab])(?![a-z])/i.exec(beside);
  const alone = /(?<![\d.,+])(10|[2-9])(?![\d+.,]*\d)/.exec(
    beside.replace(/ISUP\D{0,20}\d|grad\w*\D{0,10}\d|group\s*\d/gi, ''),
  );
  if (parts) {
    const [primary, secondary] = [Number(parts[1]), Number(parts[2])];
    const stated = Number(parts[3] ?? lettered?.[1] ?? alone?.[1] ?? primary + secondary);
    return { primary, secondary, total: primary + secondary, contradictory: stated !== primary + secondary };
  }
  if (lettered) {
    const [primary, secondary] = LETTERED[`7${lettered[2]?.toLowerCase()}`] as readonly [number, number];
    return { primary, secondary, total: 7, contradictory: false };
  }
  return alone ? { primary: null, secondary: null, total: Number(alone[1]), contradictory: false } : null;
}

const IN_PROSE = /gleason[^.;\n]{0,40}?(?:(7\s*[ab])\s*\(\s*)?(?:([1-5])\s*\+\s*([1-5])|(7\s*[ab]))/gi;

/** Scores that a report's conclusion states beside the word Gleason, highest first. */
export function scoresInProse(prose: string): Score[] {
  return [...prose.matchAll(IN_PROSE)]
    .flatMap((match) => parseScore(match[2] ? `${match[2]}+${match[3]}` : (match[4] ?? '')) ?? [])
    .sort((a, b) => b.total - a.total || (b.primary ?? 0) - (a.primary ?? 0));
}
