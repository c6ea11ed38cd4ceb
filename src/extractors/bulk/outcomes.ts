/** What a server says went wrong while it exported: OperationOutcomes in the manifest's error files. */
import path from 'node:path';
import { RESOURCE_TYPES } from '../../../vocabulary/resource-types.ts';
import { jsonObject } from '../exchange.ts';
import { linesOf, openBytes } from '../ndjson.ts';
import type { LocalFile, Missing } from './state.ts';

/** The types of which something is missing: those that an error names, every type where it names none. */
export async function missingByOutcomes(directory: string, files: readonly LocalFile[]): Promise<Missing[]> {
  const types = new Set<string>();
  for (const file of files.filter(({ role }) => role === 'error')) {
    for await (const lines of linesOf(openBytes(path.join(directory, file.name)))) {
      for (const line of lines) for (const type of typesIn('bytes' in line ? line.bytes : null)) types.add(type);
    }
  }
  return [...types].map((type) => ({ type, reason: 'operation_outcome', isPassing: false }));
}

interface Issue {
  readonly severity?: unknown;
  readonly expression?: unknown;
  readonly location?: unknown;
  readonly diagnostics?: unknown;
  readonly details?: { readonly text?: unknown };
}

function typesIn(bytes: Buffer | null): string[] {
  const outcome = bytes === null ? null : jsonObject(bytes);
  const issues = outcome?.['issue'];
  if (outcome?.['resourceType'] !== 'OperationOutcome' || !Array.isArray(issues)) return ['*'];
  return (issues as (Issue | null)[])
    .filter((issue) => issue?.severity !== 'information' && issue?.severity !== 'warning')
    .flatMap((issue) => {
      const text = JSON.stringify([issue?.expression, issue?.location, issue?.diagnostics, issue?.details?.text]);
      const named = (text.match(/[A-Z][A-Za-z]+/g) ?? []).filter((word) => isData(word));
      return named.length > 0 ? named : ['*'];
    });
}

function isData(word: string): boolean {
  return RESOURCE_TYPES.has(word) && word !== 'OperationOutcome' && word !== 'Bundle' && word !== 'Group';
}
