/** docs/rules.md: every rule and cue, with its examples and what labelled notes say of it. */
import type { RuleTable } from '../../src/nlp/catalogue.ts';
import { CATALOGUE } from '../../src/nlp/catalogue.ts';
import type { RuleCount } from '../../src/nlp/confidence.ts';
import { MEASURED, THRESHOLD, isCalibrated, wilsonLower } from '../../src/nlp/confidence.ts';
import { TITLES } from '../../src/nlp/document/titles.ts';
import type { Rule } from '../../src/nlp/types.ts';
import { readable } from './readable.ts';

const LANGUAGES = { de: 'German', en: 'English', both: 'German and English' } as const;

export function rulesPage(): string {
  const total = CATALOGUE.reduce((n, table) => n + table.rules.length, 0);
  return [
    '# Rules',
    '',
    'Made from the tables of `src/nlp/` and from `src/nlp/measured.json` by `npm run docs`. The measured figures are written by',
    '`npm run eval -- --write`; what a change of a rule does to the labelled notes shows `npm run eval -- --diff`.',
    '',
    `${total} rules and cues. They run on a normalised text: lower case, umlauts as two letters, one kind of dash and blank. Where`,
    'several rules of a table fit at one place, the first stands.',
    '',
    ...howMeasured(),
    ...setsTable(),
    ...weakest(),
    ...CATALOGUE.flatMap(tableSection),
    ...sections(),
    '',
  ].join('\n');
}

function howMeasured(): string[] {
  return [
    '## How to read it',
    '',
    '- `‹x›` may be absent, `{a/b}` is one of them, `[ab]` one of these signs, `…` any letters or words, `·` any one sign, `0` a',
    '  digit or number. Limits of words are not shown.',
    '- **Found**: findings of labelled notes that name the rule in their evidence; **right**: of these, as labelled. **At least**:',
    '  lower bound of the 95 % interval of the precision (Wilson). **Share**: of all that is labelled of this kind, what was',
    '  found with the help of the rule (its part in the recall).',
    '- *Beside* counts rules that the evidence does not name but that fire in one of its sentences: words of the statement.',
    '- *Unmeasured*: no labelled note fires the rule.',
    `- A finding is as sure as the weakest rule that its evidence names. Below ${THRESHOLD} it becomes a question to a person. Rules with`,
    '  fewer than four findings are *uncalibrated*, unless two were wrong: they give a finding no number and no question, for',
    '  four of four are the fewest that can reach the threshold, and one error alone may be chance.',
    '- Most sets were in view when rules were written or mended: their figures are too good for notes of other writers.',
    '',
  ];
}

const share = (a: number, b: number): string => (b === 0 ? '' : (a / b).toFixed(3));

function setsTable(): string[] {
  const rows = MEASURED.sets.map(
    ({ name, notes, gold, met, found, right }) =>
      `| \`test/corpus/${name}\` | ${notes} | ${gold} | ${found} | ${right} | ${share(right, found)} | ${wilsonLower(right, found).toFixed(3)} | ${share(met, gold)} |`,
  );
  return [
    '## Labelled notes',
    '',
    '| set | notes | labels | findings | right | precision | at least | recall |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ];
}

/** Rules whose findings are asked about. */
function weakest(): string[] {
  const rows = Object.entries(MEASURED.kinds).flatMap(([kind, { rules }]) =>
    Object.entries(rules).map(([rule, count]) => ({ kind, rule, count, bound: wilsonLower(count[1], count[0]) })),
  );
  const weak = rows
    .filter(({ count, bound }) => isCalibrated(count) && bound < THRESHOLD)
    .toSorted((a, b) => a.bound - b.bound || (a.rule < b.rule ? -1 : 1));
  return [
    '## Rules whose findings are asked about',
    '',
    '| rule | kind | found | right | at least |',
    '|---|---|---|---|---|',
    ...weak.map(
      ({ kind, rule, count, bound }) =>
        `| \`${rule}\` | ${kind} | ${count[0]} | ${count[1]} | ${(Math.round(bound * 1000) / 1000).toFixed(3)} |`,
    ),
    '',
  ];
}

function tableSection(table: RuleTable): string[] {
  return ['', `## ${table.title}`, '', table.about, '', ...table.rules.flatMap((rule) => ruleLines(table, rule))];
}

function ruleLines({ kind }: RuleTable, rule: Rule): string[] {
  const direction = 'direction' in rule ? `, ${String(rule.direction)}` : '';
  return [
    `**\`${rule.id}\`** · ${LANGUAGES[rule.language]} · ${rule.effect}${direction} · ${measuredWords(kind, rule.id)}`,
    '',
    ...(rule.pattern === '' ? [] : [`- Words: ${code(readable(rule.pattern).map(tidy).join(' | '))}`]),
    ...(rule.match.length === 0 ? [] : [`- Reads: ${rule.match.map(exampleWords).join('; ')}`]),
    ...(rule.noMatch.length === 0 ? [] : [`- Not: ${rule.noMatch.map(code).join('; ')}`]),
    `- Source: ${rule.source}`,
    '',
  ];
}

function exampleWords([text, expected]: Rule['match'][number]): string {
  return `${code(text)} → ${expected === '' ? 'nothing' : code(expected)}`;
}

const tidy = (text: string): string => text.replace(/ {2,}/g, ' ').trim();

/** As code, its line breaks shown; backticks inside need longer fences. */
function code(text: string): string {
  const shown = text.replaceAll('\n', '⏎');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

function measuredWords(kind: RuleTable['kind'], id: string): string {
  const measured = MEASURED.kinds[kind];
  const named = measured?.rules[id];
  const beside = measured?.beside[id];
  if (named) return countWords(named, measured?.gold ?? 0) + (isCalibrated(named) ? '' : ', uncalibrated');
  return beside ? `beside: ${countWords(beside, measured?.gold ?? 0)}` : 'unmeasured';
}

function countWords([n, right]: RuleCount, gold: number): string {
  const bound = wilsonLower(right, n).toFixed(3);
  return `found ${n}, right ${right}, precision ${share(right, n)}, at least ${bound}, share ${share(right, gold)}`;
}

function sections(): string[] {
  return [
    '',
    '## Headings',
    '',
    'What a passage is for, by its heading: an unmarked statement means something else in each.',
    '',
    '| section | headings |',
    '|---|---|',
    ...TITLES.map(({ section, titles }) => {
      const words = titles.flatMap((title) => readable(title).map(tidy));
      return `| ${section} | ${words.map((w) => code(w.replaceAll('|', '/'))).join(', ')} |`;
    }),
  ];
}
