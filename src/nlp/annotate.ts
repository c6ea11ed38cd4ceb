/** A note in, its mentions and findings out. Pure: no clock, no files, no network; linear in the length of the text. */
import type { Annotation, Finding, Mention, NoteInput } from '../domain.ts';
import { CONCEPTS } from './concepts/index.ts';
import { readDocument } from './document/document.ts';
import { RULES_VERSION } from './version.ts';
import { sectionAt } from './document/document.ts';
import type { Document, RawMention } from './types.ts';

export { RULES_VERSION } from './version.ts';

/** Reads a note of either language. Offsets are into `note.text` as given: `text.slice(start, end)` is the mention. */
export function annotate(note: NoteInput): Annotation {
  const doc = readDocument(note);
  const mentions: Mention[] = [];
  const findings: Finding[] = [];
  for (const concept of CONCEPTS) {
    const raw = concept.recognise(doc);
    const first = mentions.length;
    mentions.push(...raw.map((m) => restore(doc, m)));
    for (const finding of concept.findings(doc, raw))
      findings.push({ ...finding, evidence: finding.evidence.map((i) => first + i) });
  }
  return { id: note.id, language: doc.language, rules: RULES_VERSION, mentions, findings };
}

/** Back to the text as given. */
function restore(doc: Document, raw: RawMention): Mention {
  const { start, end } = doc.toOriginal(raw);
  return {
    kind: raw.kind,
    start,
    end,
    text: doc.original.slice(start, end),
    rule: raw.rule,
    section: sectionAt(doc, raw.start),
    assertion: raw.assertion,
    cues: raw.cues.map((cue) => ({ rule: cue.rule, ...doc.toOriginal(cue) })),
  };
}
