/** A note in, its mentions and findings out. Pure: no clock, no files, no network; linear in the length of the text. */
import type { Annotation, Finding, Mention, NoteInput } from '../domain.ts';
import { CONCEPTS } from './concepts/index.ts';
import { isRepaired } from './concepts/place.ts';
import { confidenceOf, doubtOf } from './confidence.ts';
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
      findings.push({
        ...judged(doc, finding, raw),
        evidence: finding.evidence.map((i) => first + i),
      });
  }
  return { id: note.id, language: doc.language, rules: RULES_VERSION, mentions, findings };
}

/** With its confidence, and the reason to ask a person about it where there is one: what the concept says comes first. */
function judged(doc: Document, finding: Finding, mentions: readonly RawMention[]): Finding {
  const evidence = finding.evidence.flatMap((i) => mentions[i] ?? []);
  const confidence = confidenceOf(finding.kind, evidence);
  const garbled = evidence.length > 0 && evidence.every((m) => isRepaired(doc, m)) ? GARBLED : null;
  const doubt = finding.doubt ?? garbled ?? doubtOf(confidence);
  return { ...finding, ...(doubt !== null && { doubt }), confidence: confidence.value };
}

const GARBLED = 'it is read from words that the scan garbled';

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
