import { t } from '@vscode/l10n';
import {
  documentOf,
  EngineError,
  hasSeveralDocuments,
  pointerFromPath,
  type Target,
} from '../engine/index.ts';

/** A path of the command line. @throws EngineError `invalid` for `#1/a` where no file has several documents. */
export function pointerArgument(path: string, files: readonly Pick<Target, 'path' | 'file'>[]): string {
  const isKnown = files.some(({ file }) => file && hasSeveralDocuments(documentOf(file)));
  if (!path.startsWith('#') || isKnown) return pointerFromPath(path);
  const message = t(
    '"{0}" addresses one of several documents, but {1} has only one. Remove the part with "#".',
    path,
    files[0]?.path ?? '',
  );
  throw new EngineError('invalid', message, { path });
}
