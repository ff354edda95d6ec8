// The looks of the change tree. Rows stand where the page puts them, so that only those near the visible part need to
// be there; kinds have a mark and a word beside their color.

export const treeStyles = new CSSStyleSheet();

treeStyles.replaceSync(/* css */ `
  [role='tree'] { position: relative; margin: 0.25em 0 0.75em; overflow-anchor: none; }
  .row {
    position: absolute; left: 0; right: 0; display: grid; align-items: start; gap: 0 0.75em; min-height: 26px;
    grid-template-columns: minmax(14em, 2fr) 6.5em minmax(0, 4fr); padding: 3px 1.5em 3px 0;
    line-height: 20px; contain: content;
    --indent: calc(1.5em + min(var(--depth), 10) * 1.2em);
  }
  .row > .label, .row > .lines, .row > .note { padding-left: var(--indent); }
  .row > .twistie { position: absolute; left: calc(var(--indent) - 18px); top: 5px; }
  .row:hover { background: var(--vscode-list-hoverBackground, transparent); }
  .row:focus, .row:focus-within { --quiet: var(--text); background: var(--vscode-list-inactiveSelectionBackground, transparent); }
  .row:focus-visible { outline: 1px solid var(--vscode-list-focusOutline, var(--focus)); outline-offset: -1px; }
  .vscode-high-contrast .row:hover { outline: 1px dashed var(--vscode-contrastActiveBorder, var(--focus)); outline-offset: -1px; }
  .vscode-high-contrast .row:focus { outline: 1px solid var(--vscode-contrastActiveBorder, var(--focus)); outline-offset: -1px; }

  .row.file { grid-template-columns: auto minmax(0, 1fr) auto; padding-top: 7px; }
  .row.file > .twistie { top: 9px; }
  .row.group, .row.layout, .row.hunk, .row.omitted { grid-template-columns: minmax(0, 1fr); }
  .row.tooLong { grid-template-columns: auto auto 1fr; }

  .twistie { width: 16px; height: 16px; color: var(--vscode-icon-foreground, var(--quiet)); }
  .pressable { cursor: pointer; }
  .label { display: flex; align-items: flex-start; gap: 0.5em; min-width: 0; overflow-wrap: anywhere; }
  .what { min-width: 0; }
  .label > input {
    flex: none; display: grid; place-items: center; width: 16px; height: 16px; margin: 2px 0 0; appearance: none;
    color: var(--vscode-checkbox-foreground, var(--text)); border-radius: 3px; cursor: pointer;
    background: var(--vscode-checkbox-background, var(--vscode-input-background, transparent));
    border: 1px solid var(--vscode-checkbox-border, var(--vscode-contrastBorder, currentColor));
  }
  .label > input::before { content: ''; width: 8px; height: 4px; }
  .label > input:checked::before {
    border: solid currentColor; border-width: 0 0 1.5px 1.5px; transform: translateY(-1px) rotate(-45deg);
  }
  .label > input:indeterminate::before { height: 0; border-top: 1.5px solid currentColor; }
  .label > input[aria-disabled='true'] { opacity: 0.5; cursor: default; }
  .row.group .what, .row.group code { color: var(--text); }
  .separator, .details, .word { color: var(--quiet); }
  .details { display: flex; flex-wrap: wrap; gap: 0 1em; overflow-wrap: anywhere; }
  .state { white-space: nowrap; }
  .values { min-width: 0; }
  .left-out > .label > .what, .left-out > .values { color: var(--quiet); text-decoration: line-through; }
  .left-out ins, .left-out del { background: transparent; }

  .added > .mark, .added > .state > .mark { color: var(--added); }
  .removed > .mark, .removed > .state > .mark { color: var(--removed); }
  .modified > .mark, .modified > .state > .mark { color: var(--modified); }
  .moved > .mark, .moved > .state > .mark { color: var(--moved); }

  .line { display: inline-flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.5em; max-width: 100%; }
  .blocks { display: grid; gap: 0.25em; justify-items: start; }
  .blocks > .arrow { line-height: 1; }
  ins, del { text-decoration: none; border: 1px solid transparent; }
  .line ins, .line del, .blocks ins, .blocks del { display: inline-block; max-width: 100%; padding: 0 0.35em; line-height: 18px; }
  ins {
    background: var(--vscode-diffEditor-insertedTextBackground, var(--vscode-diffEditor-insertedLineBackground, transparent));
    border-color: var(--vscode-diffEditor-insertedTextBorder, var(--vscode-contrastBorder, transparent));
  }
  del {
    background: var(--vscode-diffEditor-removedTextBackground, var(--vscode-diffEditor-removedLineBackground, transparent));
    border: 1px dashed var(--vscode-diffEditor-removedTextBorder, var(--vscode-contrastBorder, transparent));
  }

  .row > .values.lines { grid-column: 1 / -1; padding-left: calc(var(--indent) + 24px); }
  .diff { border: 1px solid var(--border); border-radius: 2px; }
  .diff > * { display: flex; max-width: none; padding: 0 0.5em 0 0; border: 0; line-height: 19px; }
  .diff > ins, .diff > del { margin: 0; border: 0; }
  .diff > * > .mark { flex: none; min-width: 1.75em; }
  .diff code { min-width: 0; }
  .skipped { color: var(--quiet); }

  @media (max-width: 50em) {
    .row.change { grid-template-columns: minmax(0, 1fr) auto; }
    .row.change > .values { grid-column: 1 / -1; padding-left: calc(var(--indent) + 24px); }
    .row.file { grid-template-columns: minmax(0, 1fr) auto; }
    .row.file > .details { grid-column: 1 / -1; grid-row: 2; padding-left: calc(var(--indent) + 24px); }
  }
`);
