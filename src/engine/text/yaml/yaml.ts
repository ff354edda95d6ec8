// YAML text → structure. The `yaml` package reads the text into its concrete syntax tree and finds what is
// wrong with it; what it means (core schema, merge keys, custom tags kept as written) is decided in `yamlTree`.
import { Composer, Lexer, Parser, type CST } from 'yaml';
import { t } from '@vscode/l10n';
import { maxDepth, tooLarge, type Fault, type ParsedSyntax } from '../syntax/syntax.ts';
import { faultText } from './yamlFaults.ts';
import { buildFile } from './yamlFile.ts';

/** As many as a usual file of a megabyte and a half has, blanks and line breaks among them: its reader takes long for each. */
const maxTokens = 600_000;

export function parseYaml(text: string): ParsedSyntax {
  // Behind a byte order mark the package loses the indentation of the first line, behind an empty line it does not.
  const source = text.replace(/^\uFEFF/, '\n');
  const tooMuch = tooMuchIn(source);
  if (tooMuch) return { root: undefined, faults: [tooMuch] };
  const tokens = [...new Parser().parse(source)];
  const deep = tooDeep(tokens);
  const faults =
    deep === undefined
      ? composerFaults(tokens, text)
      : [{ offset: deep, message: t('Nested deeper than {0} levels.', maxDepth) }];
  if (faults.length > 0) return { root: undefined, faults };
  return buildFile(text, tokens.filter(isDocument));
}

/** Found before anything is made of it: each token takes much more memory than its text. */
function tooMuchIn(text: string): Fault | undefined {
  if (text.length < maxTokens / 3) return undefined; // Some tokens have no text.
  let [count, offset] = [0, 0];
  for (const { length } of new Lexer().lex(text)) {
    count += 1;
    if (count > maxTokens) return { offset: Math.min(offset, text.length), message: tooLarge() };
    offset += length;
  }
  return undefined;
}

function isDocument(token: CST.Token): token is CST.Document {
  return token.type === 'document';
}

/** The offset of the first collection beyond the depth limit: found without recursion, before anything walks the tree by it. */
function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  const waiting = tokens.filter(isDocument).map(({ value }) => ({ token: value, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (!token || !('items' in token)) continue;
    if (depth >= maxDepth) return token.offset;
    for (const { key, value } of token.items) {
      if (key) waiting.push({ token: key, depth: depth + 1 });
      if (value) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

function composerFaults(tokens: readonly CST.Token[], text: string): readonly Fault[] {
  // Strings only: `yamlTree` resolves scalars, and looks for duplicate keys in linear time.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const faults: Fault[] = [];
  for (const document of composer.compose(tokens, true, text.length)) {
    for (const { pos, code, message } of document.errors)
      faults.push({ offset: pos[0], message: faultText(code, message) });
  }
  // What comes behind a fault in the same line mostly comes of it.
  return faults.filter(({ offset }, index) => {
    const before = faults[index - 1]?.offset;
    return before === undefined || text.slice(before, offset).includes('\n');
  });
}
