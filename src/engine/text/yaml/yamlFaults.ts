// The faults that the `yaml` package finds, in words that say what to change. The package's own words may cite the text,
// which may be a secret, so they reach neither people nor logs. https://github.com/eemeli/yaml/blob/main/src/errors.ts lists the codes.
import type { ErrorCode } from 'yaml';
import { t } from '@vscode/l10n';

/** A beginning of the package's message tells faults of one code apart; the first row that fits counts. */
type Row = readonly [code: ErrorCode, beginning: RegExp, text: string];

const layoutFaults = (): readonly Row[] => [
  [
    'BAD_INDENT',
    /^All mapping items/,
    t('Wrong indentation: the keys of a map must start in the same column.'),
  ],
  [
    'BAD_INDENT',
    /^All sequence items/,
    t('Wrong indentation: the items of a list must start in the same column.'),
  ],
  ['BAD_INDENT', /^Flow map/, t("This map isn't closed with }, or the next line isn't indented enough.")],
  [
    'BAD_INDENT',
    /^Flow sequence/,
    t("This list isn't closed with ], or the next line isn't indented enough."),
  ],
  ['BAD_INDENT', /^/, t('Wrong indentation.')],
  ['TAB_AS_INDENT', /^/, t("Tabs can't be used for indentation. Use spaces.")],
];

const otherFaults = (): readonly Row[] => [
  ['MISSING_CHAR', /^Missing closing "quote/, t('The closing " is missing.')],
  ['MISSING_CHAR', /^Missing closing 'quote/, t("The closing ' is missing.")],
  ['MISSING_CHAR', /^Implicit map keys/, t('Add a colon after this key.')],
  ['MISSING_CHAR', /^Comments must be/, t('Add a space before the #.')],
  ['MISSING_CHAR', /^Missing ,/, t('A comma is missing.')],
  ['MISSING_CHAR', /^Missing space after :/, t('Add a space after the colon.')],
  ['MISSING_CHAR', /^Sequence item without/, t('Add a - before this item.')],
  ['MISSING_CHAR', /^Missing directives-end/, t('Add --- after the directives.')],
  ['MISSING_CHAR', /^Flow map/, t('The closing } is missing.')],
  ['MISSING_CHAR', /^Flow sequence/, t('The closing ] is missing.')],
  ['MISSING_CHAR', /^Block collection cannot/, t('Start the map or list on the line after ---.')],
  ['MISSING_CHAR', /^Missing newline after/, t('Start the list on the line after its anchor or tag.')],
  ['MISSING_CHAR', /^Tags and anchors/, t('Add a space after the tag or anchor.')],
  [
    'MISSING_CHAR',
    /^Block scalars with/,
    t('Wrong indentation: this text must be indented at least as far as the blank lines above it.'),
  ],
  ['BAD_ALIAS', /^/, t('An anchor or alias needs a name.')],
  ['MULTILINE_IMPLICIT_KEY', /^/, t('A key needs a colon and a space after it, on the same line.')],
  [
    'KEY_OVER_1024_CHARS',
    /^/,
    t('This key is longer than 1,024 characters, or its closing quote is missing.'),
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /^A block sequence/,
    t('Wrong indentation: the items of a list must start in the same column.'),
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /^/,
    t('There is a second colon on this line. Put quotes around the value, or check the indentation.'),
  ],
  ['BLOCK_IN_FLOW', /^/, t('A comma or a closing bracket is missing.')],
  ['BAD_SCALAR_START', /^/, t("Unquoted text can't start with this character. Put quotes around the text.")],
  ['UNEXPECTED_TOKEN', /^Block scalar header/, t('Start the text on the line after | or >.')],
  ['UNEXPECTED_TOKEN', /^Unexpected , in flow/, t('Unexpected comma.')],
  ['UNEXPECTED_TOKEN', /^Unexpected flow-/, t('Unexpected closing bracket.')],
  ['UNEXPECTED_TOKEN', /^/, t('Unexpected text.')],
  ['MULTIPLE_ANCHORS', /^/, t('A value can have only one anchor.')],
  ['MULTIPLE_TAGS', /^/, t('A value can have only one tag.')],
  ['ALIAS_PROPS', /^/, t("An alias can't have an anchor or a tag.")],
  ['BAD_PROP_ORDER', /^/, t('Put anchors and tags after the - or the colon.')],
  ['TAG_RESOLVE_FAILED', /^/, t("This isn't a valid tag.")],
  ['BAD_DIRECTIVE', /^/, t("This isn't a valid directive.")],
  ['BAD_DQ_ESCAPE', /^/, t("This isn't a valid escape sequence.")],
];

/** Returns the sentence for people. */
export function faultText(code: ErrorCode, message: string): string {
  const row = [...layoutFaults(), ...otherFaults()].find(
    ([known, beginning]) => known === code && beginning.test(message),
  );
  return row?.[2] ?? t("This isn't valid YAML.");
}
