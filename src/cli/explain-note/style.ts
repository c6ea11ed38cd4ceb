/** The look of the page of explained notes, light and dark. Kinds differ by hue and by the line under them. */

const KINDS: readonly (readonly [kind: string, hue: number, line: string])[] = [
  ['metastasis', 0, 'solid'],
  ['rlt_cycle', 265, 'solid'],
  ['gleason', 320, 'double'],
  ['psa', 200, 'solid'],
  ['drug', 130, 'solid'],
  ['castration_resistance', 35, 'double'],
  ['diagnosis', 60, 'solid'],
  ['therapy_history', 90, 'dashed'],
];

const colours = (background: string, line: string): string =>
  KINDS.map(
    ([kind, hue]) => `.k-${kind} { --mark: hsl(${hue} ${background}); --mark-line: hsl(${hue} ${line}); }`,
  ).join('\n');

export const STYLE = `
:root { color-scheme: light dark; --bg: #f7f8f7; --surface: #fff; --ink: #17211f; --quiet: #55625f; --line: #d5dcd9; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #0f1514; --surface: #18201e; --ink: #e7eeec; --quiet: #9fb0ac; --line: #33403d; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem 1.25rem 4rem; background: var(--bg); color: var(--ink);
  font: 15px/1.5 system-ui, 'Segoe UI', sans-serif; }
h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
h2 { font-size: 1rem; margin: 0; padding: .6rem 1rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
h3 { font-size: .95rem; margin: 0 0 .4rem; }
article { margin: 1.25rem 0; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.note { padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.75; max-width: 132ch;
  font-family: ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; font-size: 13px; }
section { padding: .8rem 1rem 1rem; border-top: 1px solid var(--line); }
.mark { background: var(--mark, transparent); color: inherit; border-bottom: 2px solid var(--mark-line, var(--quiet));
  border-radius: 2px; padding: 0 1px; }
.unused { background: transparent; border-bottom-style: dotted; }
.cue { text-decoration: underline wavy var(--quiet) 1px; text-underline-offset: 4px; }
sup { font-size: 9px; line-height: 0; color: var(--quiet); padding-right: 1px; scroll-margin-top: 4rem; user-select: none; }
sup:target { background: var(--ink); color: var(--surface); outline: 2px solid var(--ink); }
.legend { margin: 0; line-height: 2; } .legend .mark { margin-right: .3rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; font-size: .85rem; } td:last-child { white-space: nowrap; }
a { color: inherit; } small, summary { color: var(--quiet); } li { margin: .25rem 0; } details { margin-top: .8rem; }
em { font-style: normal; font-weight: 600; }
${KINDS.map(([kind, , line]) => `.k-${kind} { border-bottom-style: ${line}; }`).join('\n')}
${colours('75% 92%', '60% 42%')}
@media (prefers-color-scheme: dark) {
${colours('35% 22%', '60% 62%')}
}
@media print { body { max-width: none; } article { break-inside: auto; } }
`;
