/** Every regular expression of src/nlp: of the tables, of the source, and those that are put together when it loads. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOGUE } from '../../../src/nlp/catalogue.ts';
import { literalsOf } from './literals.ts';

export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** File or rule, the first that has it. */
  readonly where: string;
}

const NLP = fileURLToPath(new URL('../../../src/nlp', import.meta.url));

export function patternsOfSource(): Pattern[] {
  const files = readdirSync(NLP, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.ts'));
  return files
    .sort()
    .flatMap((file) =>
      literalsOf(readFileSync(path.join(NLP, file), 'utf8')).map((literal) => ({ ...literal, where: file })),
    );
}

/** As the matchers run them: one rule at a time, for of an alternation only one is tried after the other. */
export function patternsOfTables(): Pattern[] {
  return CATALOGUE.flatMap((table) => table.rules)
    .filter((rule) => rule.pattern !== '')
    .map(({ id, pattern }) => ({ source: pattern, flags: pattern.includes('\\p{') ? 'u' : '', where: id }));
}
