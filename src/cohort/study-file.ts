/** YAML text to a checked object, with the line of whatever is wrong. */
import { LineCounter, type Document, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { z } from 'zod';
import { LutraError } from '../errors.ts';

const REMEDY = 'correct the line, or compare with studies/uke-psma-rlt.yaml';

/** Throws LutraError `study`; one line of the message a problem, the first problem's line as its place. */
export function parseStudyFile<S extends z.ZodType>(text: string, place: string, schema: S): z.infer<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const broken = document.errors.map((error) => ({
    line: error.linePos?.[0].line ?? 1,
    message: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'not YAML',
  }));
  if (broken.length > 0) throw studyError(place, broken);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 20 }));
  if (parsed.success) return parsed.data;
  throw studyError(
    place,
    parsed.error.issues.map((issue) => ({ line: lineOf(document, lines, issue), message: messageOf(issue) })),
  );
}

interface Problem {
  readonly line: number;
  readonly message: string;
}

function studyError(place: string, problems: readonly Problem[]): LutraError {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const message = sorted.map((p) => `${place}:${p.line}: ${p.message}`).join('\n');
  return new LutraError('study', message, { place: `${place}:${sorted[0]?.line ?? 1}`, remedy: REMEDY });
}

function messageOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** The line of the deepest node on the issue's path that exists; of an unknown key, the key's own line. */
function lineOf(document: Document, lines: LineCounter, issue: z.core.$ZodIssue): number {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (unknownKey !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === unknownKey);
      if (isNode(pair?.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
