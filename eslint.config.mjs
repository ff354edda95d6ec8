import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layersRule } from './eslint/layers.mjs';
import { ownWords } from './eslint/ownWords.mjs';
import { surfaces } from './eslint/surfaces.mjs';

const noDefaultExports = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a thing has one name everywhere.' },
  {
    selector: 'ExportSpecifier[exported.name="default"]',
    message: 'Export by name: a thing has one name everywhere.',
  },
];

// The compiler knows the browser's globals everywhere, because the webview needs them; the other code does not have them.
const browserGlobals = [
  'window',
  'document',
  'localStorage',
  'navigator',
  'location',
  'alert',
  'confirm',
  'prompt',
];
const easilyMeantOtherwise = [
  'name',
  'event',
  'status',
  'open',
  'close',
  'parent',
  'top',
  'self',
  'length',
  'print',
  'stop',
  'origin',
];

export default defineConfig(
  { ignores: ['dist/', '.vscode-test/', 'test/fixtures/', 'test/e2e/.output/', 'corpora/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { safekeep: { rules: { layers: layersRule } } },
    rules: {
      'safekeep/layers': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50 }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 3 }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...noDefaultExports],
      'no-restricted-globals': ['error', ...browserGlobals, ...easilyMeantOtherwise],
      eqeqeq: 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Words of our own for what the field has a name for (docs/internals/glossary.md).
      'id-denylist': ['error', ...ownWords],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/webview/**'],
    rules: { 'no-restricted-globals': ['error', ...easilyMeantOtherwise] },
  },
  {
    files: ['src/**'],
    rules: { 'no-restricted-syntax': ['error', ...noDefaultExports, ...surfaces.map(({ rule }) => rule)] },
  },
  ...surfaces.map(({ places }) => ({
    files: places,
    rules: {
      'no-restricted-syntax': [
        'error',
        ...noDefaultExports,
        ...surfaces.filter((surface) => surface.places[0] !== places[0]).map(({ rule }) => rule),
      ],
    },
  })),
  {
    files: ['scripts/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      // Functions handed to the page run in the browser.
      'no-restricted-globals': ['error', ...easilyMeantOtherwise],
      // The runner itself awaits what these answer.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'it', 'suite', 'describe', 'before', 'after'],
              package: 'node:test',
            },
          ],
        },
      ],
    },
  },
  {
    // The runner asks for a default export.
    files: ['scripts/testCounts.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
);
