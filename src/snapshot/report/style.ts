/** The report's looks, on screen and on paper. No font, image or script comes from outside. */
export const STYLE = `
:root { --ink: #1c2430; --soft: #5a6675; --line: #d5dbe3; --tint: #f4f6f9; --main: #1f5f8b; --good: #2e7d4f; --warn: #a65b00; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 40px 24px 80px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 6px; letter-spacing: -0.01em; }
h2 { font-size: 18px; margin: 44px 0 10px; padding-top: 14px; border-top: 1px solid var(--line); }
p { margin: 8px 0; max-width: 72ch; }
.soft, caption, small { color: var(--soft); }
code, pre { font: 12.5px/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: 14px 16px; white-space: pre-wrap; }
.figures { display: flex; flex-wrap: wrap; gap: 12px; margin: 22px 0; }
.figures div { flex: 1 1 auto; border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.figures b { display: block; white-space: nowrap; font-size: 24px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); font-size: 13px; }
.notice { border-left: 4px solid var(--good); background: var(--tint); padding: 10px 16px; margin: 16px 0; border-radius: 0 6px 6px 0; }
.notice.warn { border-color: var(--warn); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { border-bottom: 2px solid var(--ink); font-size: 13px; }
td.num, th.num { text-align: right; white-space: nowrap; padding-left: 20px; }
td:last-child, th:last-child { padding-right: 0; }
tr.group th { padding-top: 14px; border-bottom: 0; }
tr.sub td:first-child { padding-left: 18px; }
.dictionary { font-size: 13px; table-layout: fixed; }
.dictionary td, .dictionary th { overflow-wrap: anywhere; }
.flow { list-style: none; margin: 16px 0; padding: 0; max-width: 640px; }
.flow .box { border: 1px solid var(--line); border-radius: 8px; background: var(--tint); padding: 7px 16px; width: 230px; }
.flow .box b { font-size: 17px; }
.flow .out { position: relative; margin-left: 36px; padding: 10px 0 10px 28px; border-left: 2px solid var(--line); color: var(--soft); font-size: 14px; }
.flow .out::before { content: ""; position: absolute; left: 0; top: 21px; width: 20px; border-top: 2px solid var(--line); }
.flow .out b { color: var(--ink); }
.flow li.last .box { border: 2px solid var(--main); background: #fff; }
svg { width: 100%; height: auto; display: block; margin: 12px 0 24px; color: var(--ink); }
svg text { fill: var(--soft); } svg .caption { fill: var(--ink); }
.grid { stroke: var(--line); } .axis { stroke: var(--ink); }
.band { fill: var(--main); fill-opacity: 0.15; } .curve { fill: none; stroke: var(--main); stroke-width: 2; }
.censored { stroke: var(--main); stroke-width: 1.2; } .median { fill: none; stroke: var(--ink); stroke-dasharray: 4 4; }
@media (max-width: 700px) { table { display: block; overflow-x: auto; } }
@media print {
  @page { margin: 16mm; }
  body { font-size: 10.5pt; } main { padding: 0; max-width: none; }
  h2 { break-after: avoid; } tr, .flow li, svg, .figures, .notice { break-inside: avoid; } thead { display: table-header-group; }
  .figures div, .flow .box, .notice, .band, pre { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
