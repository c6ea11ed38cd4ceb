/** Notes as one self-contained page: no script, nothing loaded. Text of the notes is escaped, hidden characters shown. */
import { visible } from '../../review/visible.ts';
import { Html, html } from '../../snapshot/report/html.ts';
import { KIND_WORDS, confidenceWords, mentionWords, whyWords } from './model.ts';
import type { ShownFinding, ShownMention, ShownNote } from './model.ts';
import { STYLE } from './style.ts';

export function pageHead(): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>Notes as Lutra reads them</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>Notes as Lutra reads them</h1>
          <p class="legend">
            ${Object.entries(KIND_WORDS).map(([kind, words]) => html`<span class="mark k-${kind}">${words}</span> `)}<span
              class="mark unused"
              >no finding</span
            >
            <span class="cue">cue</span>
          </p>
        </header>
      </body>
    </html> `.text;
}

export const PAGE_END = '</body>\n</html>\n';

/** `position`: of the note on the page, which makes its ids. */
export function noteArticle(note: ShownNote, position: number): string {
  return html`<article id="n${position}">
    <h2>${visible(note.about)}</h2>
    <div class="note" lang="${note.language}">${piecesOf(note).map((piece) => pieceHtml(note, piece, position))}</div>
    <section>
      <h3>Findings</h3>
      ${
        note.findings.length === 0
          ? html`<p>None.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th>what</th>
                  <th>reading</th>
                  <th>from</th>
                  <th>confidence</th>
                </tr>
              </thead>
              <tbody>
                ${note.findings.map((finding) => findingRow(finding, position))}
              </tbody>
            </table>`
      }
      <details>
        <summary>${note.mentions.length} mentions, with rule and section</summary>
        <ol>
          ${note.mentions.map((m) => html`<li><a href="#m${position}-${m.number}">${visible(m.text)}</a>: ${visible(mentionWords(m))}<br /><small>${visible(whyWords(m, note.text))}</small></li>`)}
        </ol>
      </details>
    </section>
  </article> `.text;
}

function findingRow(finding: ShownFinding, position: number): Html {
  return html`<tr>
    <td><span class="mark k-${finding.kind}">${KIND_WORDS[finding.kind]}</span></td>
    <td>${finding.words}${finding.doubt === null ? '' : html`<br /><em>? ${finding.doubt}</em>`}</td>
    <td>${finding.from.map((n) => html`<a href="#m${position}-${n}">${n}</a> `)}</td>
    <td>${confidenceWords(finding)}</td>
  </tr> `;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly mentions: readonly ShownMention[];
  readonly cues: readonly string[];
}

/** The text cut at every beginning and end of a mention or cue. */
function piecesOf({ text, mentions }: ShownNote): Piece[] {
  const cues = mentions.flatMap((m) => m.cues);
  const cuts = [...new Set([0, text.length, ...[...mentions, ...cues].flatMap((s) => [s.start, s.end])])];
  const inOrder = cuts.toSorted((a, b) => a - b);
  return inOrder.slice(0, -1).map((start, i) => {
    const covers = (s: { start: number; end: number }): boolean => s.start <= start && s.end > start;
    return {
      start,
      end: inOrder[i + 1] ?? text.length,
      mentions: mentions.filter(covers),
      cues: [...new Set(cues.filter(covers).map((cue) => cue.rule))],
    };
  });
}

/** The shortest mention gives the colour; the title tells of all. */
function pieceHtml(note: ShownNote, { start, end, mentions, cues }: Piece, position: number): Html {
  const words = visible(note.text.slice(start, end));
  const inner =
    cues.length === 0 ? html`${words}` : html`<span class="cue" title="cue ${cues.join(', ')}">${words}</span>`;
  const first = mentions.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  if (!first) return inner;
  const title = mentions.map((m) => `${m.number} ${mentionWords(m)}\n${whyWords(m, note.text)}`).join('\n');
  const begins = mentions.filter((m) => m.start === start);
  const labels = begins.map((m) => html`<sup id="m${position}-${m.number}">${m.number}</sup>`);
  const used = first.readings.length > 0 ? '' : ' unused';
  return html`<mark class="mark k-${first.kind}${used}" title="${visible(title)}">${labels}${inner}</mark>`;
}
