// Loaded into a process before the terminal, which keeps its texts where the environment names no language.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as l10n from '@vscode/l10n';
import { distFolder } from '../paths.ts';
import { pseudoLanguage } from '../texts/pseudoLanguage.ts';

/** The copy that the terminal asks. */
const texts = createRequire(import.meta.url)(join(distFolder, 'l10n.js')) as typeof l10n; // It is built of just that.

texts.config({ contents: pseudoLanguage().texts.bundle });
