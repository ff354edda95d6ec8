// Where something is said to a person: what stands in files becomes no link, no icon, no line and no control sequence there
// (ARCHITECTURE.md, "What is shown"). Each surface has one place that sees to it; nothing else in src/ may speak.

/** A call, and a way round by taking the function out first. */
function uses(names) {
  const name = `/^(${names})$/`;
  return `MemberExpression[property.name=${name}], ObjectPattern > Property[key.name=${name}]`;
}

export const surfaces = [
  {
    places: ['src/workspace/texts/messages.ts'],
    rule: {
      selector: uses(
        'show(Information|Warning|Error)Message|show(QuickPick|InputBox|OpenDialog|SaveDialog)|create(QuickPick|InputBox)|setStatusBarMessage',
      ),
      message: 'Say and ask it through workspace/texts/messages.ts, where data is no link and no icon.',
    },
  },
  {
    places: ['src/workspace/texts/messages.ts'],
    rule: {
      selector: 'MemberExpression[object.property.name="ProgressLocation"]',
      message: 'Say it through showWaiting of workspace/texts/messages.ts.',
    },
  },
  {
    places: ['src/workspace/texts/log.ts'],
    rule: {
      selector: uses('createOutputChannel'),
      message: 'workspace/texts/log.ts makes the log, where data is part of a line.',
    },
  },
  {
    places: ['src/views/treeView.ts'],
    rule: {
      selector: uses('createTreeView|registerTreeDataProvider'),
      message: 'views/treeView.ts draws the rows, where data is only text.',
    },
  },
  {
    places: ['src/views/statusBar.ts'],
    rule: {
      selector: uses('createStatusBarItem'),
      message: 'views/statusBar.ts has the one item, where data is no icon.',
    },
  },
  {
    places: ['src/workspace/texts/shownText.ts'],
    rule: {
      selector: 'CallExpression[callee.property.name="appendText"][arguments.0.callee.name!="markdownText"]',
      message: 'Append markdownText(…): data must not become a link by itself.',
    },
  },
  {
    // readValue.ts prints its own question.
    places: ['src/cli/index.ts', 'src/cli/readValue.ts', 'src/mcp/index.ts'],
    rule: {
      selector: 'MemberExpression[property.name="write"][object.property.name=/^std(out|err)$/]',
      message: 'cli/index.ts prints, and lets no control character out.',
    },
  },
];
