// The manifest of a config folder. One that cannot be read leaves no way to know what is meant, so nothing is planned by
// it; to bring back what was there, the targets that the newest backup of this user names are enough.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { formatProblem } from '../base/formatProblem.ts';
import { andList } from '../base/wordLists.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { defaultManifest, manifestNames, readManifest, type ManifestReading } from '../records/manifest.ts';
import { ownBackups } from '../records/ownBackups.ts';
import type { FileContent, Retention } from '../model/model.ts';
import type { ConfigFolder } from './configFolder.ts';
import { readOwnRecords } from './readOwnRecords.ts';

export interface ManifestSource {
  readonly folder: ConfigFolder;
  /** What is in the folder. */
  readonly names: readonly string[];
  readonly read: (path: string) => Promise<FileContent | null>;
}

export type ReadManifest = (source: ManifestSource) => Promise<ManifestReading>;

/** A key that is not known is told. @throws EngineError `invalid` for anything else that is wrong, `unsupported-version`. */
export async function readFolderManifest({ folder, names, read }: ManifestSource): Promise<ManifestReading> {
  const found = manifestNames.filter((name) => names.includes(name));
  const [path] = found;
  if (found.length > 1) {
    const message = t('There are two manifests: {0}. Keep only one of them.', andList(found));
    throw new EngineError('invalid', message, { names: found });
  }
  const file = path === undefined ? null : await read(path);
  if (!file) return { manifest: defaultManifest, problems: [] };
  const { manifest, problems } = readManifest(documentOf(file), folder.folder);
  const first = problems.find(({ keyword }) => keyword !== 'additionalProperties');
  if (first) throw new EngineError('invalid', formatProblem(first), { problems });
  return { manifest: { ...manifest, sha256: file.sha256 }, problems };
}

/** How much is kept is not known, so nothing goes. */
const everything: Retention = {
  ...defaultManifest.retention,
  last: Number.MAX_SAFE_INTEGER,
  maxBytes: Number.MAX_SAFE_INTEGER,
};

/**
 * The same; of one that cannot be read, the targets as the newest own backup names them. No backup goes by it, every
 * lost key is asked about, and every value counts as a secret. @throws as `readFolderManifest`, too, where no backup tells.
 */
export async function readManifestOrLastTargets(source: ManifestSource): Promise<ManifestReading> {
  const { folder, names, read } = source;
  try {
    return await readFolderManifest(source);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
    const { backups } = await readOwnRecords(folder, () => Promise.resolve(null));
    const targets = Object.entries(ownBackups(backups)[0]?.targets ?? {});
    const path = manifestNames.find((name) => names.includes(name));
    const file = path === undefined ? null : await read(path);
    if (targets.length === 0 || !file) throw error;
    return {
      manifest: {
        ...defaultManifest,
        path: file.path,
        sha256: file.sha256,
        targets: targets.map(([name, live]) => ({ name, path: live })),
        guard: { maxRemovedShare: 0 },
        retention: everything,
        sensitive: ['/**'],
      },
      problems: [],
    };
  }
}
