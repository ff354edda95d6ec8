// Loaded into a process before the terminal, which keeps its texts where the environment names no language.
import { config } from '@vscode/l10n';
import { pseudoLanguage } from './pseudoLanguage.ts';

config({ contents: pseudoLanguage().texts.bundle });
