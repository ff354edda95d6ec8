// The lines of a comparison of texts, with what cannot be seen made visible where it is what differs.
import { html, nothing, type TemplateResult } from 'lit';
import type { DiffLine, Hunk } from '../model/lineDiff.ts';
import { changeMarks, strings } from '../texts/strings.ts';

/** What is beyond it is only to be found in the text diff. */
const maxLineLength = 1_000;

export function hunkView({ skipped, lines }: Hunk): TemplateResult {
  return html`${skipped === 0 ? nothing : html`<div class="skipped">${strings.unchangedLines(skipped)}</div>`}
    <div class="diff">${lines.map(lineView)}</div>`;
}

function lineView({ kind, text }: DiffLine): TemplateResult {
  const shown = kind === 'same' ? withoutEnd(text) : withVisibleEnd(text);
  const cut = shown.length > maxLineLength ? `${shown.slice(0, maxLineLength)}…` : shown;
  if (kind === 'same') return html`<div class="same"><span class="mark"></span><code>${cut}</code></div>`;
  const content = html`<span class="mark" aria-hidden="true">${changeMarks[kind]}</span
    ><span class="unseen">${kind === 'added' ? strings.addedLine : strings.removedLine} </span
    ><code>${cut}</code>`;
  return kind === 'added'
    ? html`<ins class="added">${content}</ins>`
    : html`<del class="removed">${content}</del>`;
}

function withoutEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** Space at the end, carriage returns, byte order marks and a missing line end would look like no difference. */
function withVisibleEnd(text: string): string {
  const line = text.endsWith('\n') ? text.slice(0, -1) : `${text} ⟨${strings.noLineEnd}⟩`;
  return line
    .replace(/^\uFEFF/, '⟨BOM⟩')
    .replace(/\r$/, '⟨CR⟩')
    .replace(/[ \t]+(?=(?:⟨CR⟩)?$)/, (space) => space.replaceAll(' ', '·').replaceAll('\t', '→'));
}
