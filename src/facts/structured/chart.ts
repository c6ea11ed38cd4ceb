/** One patient's resources, indexed; references between them; and what is gathered while reading. */
import type { Evidence, Fact, FhirResource, PatientId, ResourceKey } from '../../domain.ts';
import { keyText, parseReference } from '../../fhir.ts';
import { type Json, object, objects, text } from './json.ts';
import type { FactProblem, FactProblemCode } from './problem.ts';

/** A fact without what all facts of a patient share. Distributes over the kinds. */
export type NewFact = Fact extends infer F ? (F extends Fact ? Omit<F, 'patient'> : never) : never;

export interface Chart {
  readonly patient: PatientId;
  readonly resources: readonly FhirResource[];
  readonly ofType: (type: string) => readonly FhirResource[];
  /** The resource that a reference points to: contained, by type and id, or by id alone (urn:uuid). Null = not there. */
  readonly resolve: (reference: unknown, from: Json) => Json | null;
  readonly add: (fact: NewFact) => void;
  readonly problem: (code: FactProblemCode, resource: Json | null, path: string) => void;
  readonly facts: Fact[];
  readonly problems: FactProblem[];
}

/** The chart of one patient; later resources of the same key stand for it. */
export function openChart(patient: PatientId, resources: readonly FhirResource[]): Chart {
  const byKey = new Map<string, FhirResource>();
  const byId = new Map<string, FhirResource>();
  const byType = new Map<string, FhirResource[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    byKey.set(keyText(key), resource);
    byId.set(key.id, resource);
    const same = byType.get(key.type);
    if (same) same.push(resource);
    else byType.set(key.type, [resource]);
  }
  const facts: Fact[] = [];
  const problems: FactProblem[] = [];
  return {
    patient,
    resources,
    ofType: (type) => byType.get(type) ?? [],
    resolve: (reference, from) => {
      const literal = text(object(reference)?.['reference']);
      if (literal === null) return null;
      if (literal.startsWith('#')) return objects(from['contained']).find((c) => c['id'] === literal.slice(1)) ?? null;
      const key = parseReference(literal);
      if (!key) return null;
      return (key.type === '' ? byId.get(key.id) : byKey.get(keyText(key))) ?? null;
    },
    add: (fact) => facts.push({ patient, ...fact }),
    problem: (code, resource, path) => problems.push({ code, resource: resource ? keyOf(resource) : null, path }),
    facts,
    problems,
  };
}

/** Type and id as the resource states them, empty where it does not. */
export function keyOf(resource: Json): ResourceKey {
  return { type: text(resource['resourceType']) ?? '', id: text(resource['id']) ?? '' };
}

/** One piece of structured evidence. */
export function evidence(resource: Json, path: string, says: string, rule: string): Evidence {
  return { source: 'structured', resource: keyOf(resource), path, says, rule };
}

/** Does the resource claim a profile whose URL contains `name`? Gives the claimed URL. */
export function profile(resource: Json, name: string): string | null {
  const claimed = object(resource['meta'])?.['profile'];
  const list: readonly unknown[] = Array.isArray(claimed) ? claimed : [];
  return list.map(text).find((url) => url?.includes(name)) ?? null;
}
