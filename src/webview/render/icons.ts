// Small drawings in the color of the text around them. They say nothing by themselves: a label stands beside each.
import { html, type TemplateResult } from 'lit';

const paths = {
  right: 'M6 4l4 4-4 4',
  down: 'M4 6l4 4 4-4',
  previous: 'M8 13V3M4 7l4-4 4 4',
  next: 'M8 3v10M4 9l4 4 4-4',
  expandAll: 'M5 3.5h8.5V12M2.5 6h8v7.5h-8zM4.5 9.75h4M6.5 7.75v4',
  collapseAll: 'M5 3.5h8.5V12M2.5 6h8v7.5h-8zM4.5 9.75h4',
} as const;

export function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d=${paths[name]} fill="none" stroke="currentColor" stroke-width="1.2"></path>
  </svg>`;
}
