/** What changes between two readings of the same notes. */
import type { Annotation, Finding, FindingKind } from '../../src/domain.ts';
import { partsOf } from '../../src/nlp/in-words.ts';

export interface Change {
  readonly note: string;
  readonly kind: FindingKind;
  readonly sign: '+' | '-' | '~';
  /** The finding in short; of a change, both: `before -> after`. */
  readonly what: string;
}

interface Shown {
  readonly kind: FindingKind;
  /** What the finding is about: where before and after agree on it they are one, changed. */
  readonly key: string;
  readonly text: string;
}

/** By note and kind, in the order of the notes; notes of one side alone have all their findings added or removed. */
export function diffAnnotations(before: readonly Annotation[], after: readonly Annotation[]): Change[] {
  const old = new Map(before.map((annotation) => [annotation.id, annotation]));
  const ids = [...new Set([...after, ...before].map((annotation) => annotation.id))];
  const now = new Map(after.map((annotation) => [annotation.id, annotation]));
  return ids.flatMap((id) =>
    diffFindings(old.get(id)?.findings ?? [], now.get(id)?.findings ?? []).map((change) => ({ note: id, ...change })),
  );
}

function diffFindings(before: readonly Finding[], after: readonly Finding[]): Omit<Change, 'note'>[] {
  const gone = before.map(show);
  const come: Shown[] = [];
  for (const shown of after.map(show)) {
    const at = gone.findIndex((g) => g.kind === shown.kind && g.text === shown.text);
    if (at >= 0) gone.splice(at, 1);
    else come.push(shown);
  }
  const changes = come.map((shown): Omit<Change, 'note'> => {
    const at = gone.findIndex((g) => g.kind === shown.kind && g.key === shown.key);
    const [was] = at >= 0 ? gone.splice(at, 1) : [];
    return was
      ? { kind: shown.kind, sign: '~', what: `${was.text} -> ${shown.text}` }
      : { kind: shown.kind, sign: '+', what: shown.text };
  });
  const removed = gone.map(({ kind, text }): Omit<Change, 'note'> => ({ kind, sign: '-', what: text }));
  return [...changes, ...removed].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
}

function show(finding: Finding): Shown {
  const [key, ...rest] = partsOf(finding);
  const doubt = finding.doubt === undefined ? [] : [`? ${finding.doubt}`];
  return { kind: finding.kind, key, text: [key, ...rest, ...doubt].join(' ') };
}
