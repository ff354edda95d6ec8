// The panel's looks: theme variables only, each with a fallback, since themes leave some of them out.
// Nothing is said by color alone: marks and words stand beside it, and high contrast themes draw borders.

export const styles = new CSSStyleSheet();

styles.replaceSync(/* css */ `
  :root {
    --text: var(--vscode-foreground, var(--vscode-editor-foreground, CanvasText));
    --quiet: var(--vscode-descriptionForeground, var(--text));
    --ground: var(--vscode-editor-background, var(--vscode-sideBar-background, Canvas));
    --border: var(--vscode-contrastBorder, var(--vscode-panel-border, var(--vscode-widget-border, currentColor)));
    --focus: var(--vscode-focusBorder, var(--vscode-contrastActiveBorder, Highlight));
    --added: var(--vscode-gitDecoration-addedResourceForeground, var(--vscode-charts-green, var(--text)));
    --removed: var(--vscode-gitDecoration-deletedResourceForeground, var(--vscode-errorForeground, var(--text)));
    --modified: var(--vscode-gitDecoration-modifiedResourceForeground, var(--vscode-charts-yellow, var(--text)));
    --moved: var(--vscode-gitDecoration-renamedResourceForeground, var(--vscode-charts-blue, var(--text)));
    --value-font: var(--vscode-editor-font-family, var(--vscode-font-family, monospace));
    --value-size: var(--vscode-editor-font-size, var(--vscode-font-size, 13px));
  }

  *, ::before, ::after { box-sizing: border-box; }
  body {
    margin: 0; padding: 0; color: var(--text); background: var(--ground); line-height: 1.5;
    font-family: var(--vscode-font-family, system-ui, sans-serif); font-size: var(--vscode-font-size, 13px);
  }
  main { display: flex; flex-direction: column; min-height: 100vh; }
  header, .notices, .empty { padding: 0 1.5em; }
  h1, p, ul, dl, dd { margin: 0; padding: 0; }
  h1 { font-size: 1.5em; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
  ul { list-style: none; }
  code, kbd { font-family: var(--value-font); font-size: var(--value-size); }
  code { padding: 0; color: inherit; background: none; white-space: pre-wrap; overflow-wrap: anywhere; }
  :focus { outline: none; }
  :focus-visible { outline: 1px solid var(--focus); outline-offset: 2px; }
  .unseen {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }

  header { padding-top: 1.25em; padding-bottom: 0.75em; }
  .subtitle { color: var(--quiet); overflow-wrap: anywhere; }
  dl { display: flex; flex-wrap: wrap; gap: 0 1.5em; margin-top: 0.5em; }
  dl > div { display: flex; gap: 0.5em; min-width: 0; }
  dt { color: var(--quiet); }
  dd { overflow-wrap: anywhere; }
  .counts { margin-top: 0.5em; font-weight: 600; overflow-wrap: anywhere; }

  .mark {
    display: inline-block; min-width: 1.25em; text-align: center; font-family: var(--value-font); font-weight: 700;
  }
  .icon { display: block; }

  .notices { display: grid; gap: 0.5em; margin-bottom: 0.75em; }
  .notices > li {
    display: flex; gap: 0.5em; padding: 0.4em 0.75em; overflow-wrap: anywhere; white-space: pre-wrap;
    border: 1px solid var(--border);
  }
  .notices > .error {
    background: var(--vscode-inputValidation-errorBackground, transparent);
    border-color: var(--vscode-inputValidation-errorBorder, var(--border));
  }
  .notices > .warning {
    background: var(--vscode-inputValidation-warningBackground, transparent);
    border-color: var(--vscode-inputValidation-warningBorder, var(--border));
  }
  .notices > .info {
    background: var(--vscode-inputValidation-infoBackground, transparent);
    border-color: var(--vscode-inputValidation-infoBorder, var(--border));
  }

  .empty { padding-top: 2em; padding-bottom: 2em; text-align: center; color: var(--quiet); }
  .quiet { color: var(--quiet); }

  button { font: inherit; cursor: pointer; }
  .link, .fold {
    padding: 0.1em 0.25em; border: 0; background: none; color: var(--vscode-textLink-foreground, var(--text));
  }
  .link:hover, .fold:hover {
    color: var(--vscode-textLink-activeForeground, var(--vscode-textLink-foreground, var(--text))); text-decoration: underline;
  }
  .primary, .secondary { padding: 0.3em 1em; border-radius: 2px; overflow-wrap: anywhere; }
  .primary {
    color: var(--vscode-button-foreground, var(--text)); background: var(--vscode-button-background, transparent);
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
  }
  .primary:hover { background: var(--vscode-button-hoverBackground, var(--vscode-button-background, transparent)); }
  .secondary {
    color: var(--vscode-button-secondaryForeground, var(--text));
    background: var(--vscode-button-secondaryBackground, transparent);
    border: 1px solid var(--vscode-button-border, var(--border));
  }
  .secondary:hover {
    background: var(--vscode-button-secondaryHoverBackground, var(--vscode-button-secondaryBackground, transparent));
  }
  .vscode-high-contrast button:hover { outline: 1px dashed var(--vscode-contrastActiveBorder, var(--focus)); }
  button[aria-disabled='true'] { opacity: 0.5; cursor: default; }

  .toolbar {
    position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 0.4em 0.75em;
    padding: 0.5em 1.5em; background: var(--ground); border-bottom: 1px solid var(--border);
  }
  .filter {
    flex: 1 1 14em; min-width: 10em; max-width: 32em; padding: 0.25em 0.5em; font: inherit; border-radius: 2px;
    color: var(--vscode-input-foreground, var(--text)); background: var(--vscode-input-background, transparent);
    border: 1px solid var(--vscode-input-border, var(--vscode-settings-textInputBorder, var(--border)));
  }
  .filter::placeholder { color: var(--vscode-input-placeholderForeground, var(--quiet)); opacity: 1; }
  .filter:focus { outline: 1px solid var(--focus); outline-offset: -1px; }
  .chips, .buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25em; }
  .buttons { margin-left: auto; }
  .chip {
    padding: 0.1em 0.6em 0.1em 0.3em; border-radius: 1em; color: var(--text); background: transparent;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--border)));
  }
  .chip:hover { background: var(--vscode-toolbar-hoverBackground, var(--vscode-list-hoverBackground, transparent)); }
  .chip[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--text));
    background: var(--vscode-inputOption-activeBackground, transparent);
    border: 1px solid var(--vscode-inputOption-activeBorder, var(--focus)); box-shadow: inset 0 0 0 1px currentColor;
  }
  .action { padding: 0.2em; border: 1px solid transparent; border-radius: 4px; background: none; color: var(--vscode-icon-foreground, var(--text)); }
  .action:hover { background: var(--vscode-toolbar-hoverBackground, transparent); }
  .found { color: var(--quiet); }
  .found:empty { display: none; }

  .actions {
    position: sticky; bottom: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 0.75em;
    margin-top: auto; padding: 0.75em 1.5em; background: var(--ground); border-top: 1px solid var(--border);
  }
  .hint { margin-left: auto; color: var(--quiet); }
  kbd { padding: 0 0.35em; color: inherit; background: none; border: 1px solid var(--border); border-radius: 3px; box-shadow: none; }
  .progress {
    position: fixed; z-index: 3; top: 0; left: 0; width: 30%; height: 2px;
    background: var(--vscode-progressBar-background, var(--focus)); animation: pass 1.5s linear infinite;
  }
  @keyframes pass { from { transform: translateX(-100%); } to { transform: translateX(334%); } }

  .vscode-reduce-motion .progress { width: 100%; animation: none; }
  @media (prefers-reduced-motion: reduce) { .progress { width: 100%; animation: none; } }
  @media (max-width: 42em) {
    header, .notices, .empty, .toolbar, .actions { padding-left: 1em; padding-right: 1em; }
    .hint { display: none; }
  }
  @media (max-height: 30em) { .toolbar, .actions { position: static; } }
`);
