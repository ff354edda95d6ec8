// `migrations/*`: documents with the steps from one version to another.
import { t } from '@vscode/l10n';
import { extensionOf } from '../documents/fileNames.ts';
import { readMigration, type Migration } from '../migrations/migration.ts';
import type { Problem } from '../model/model.ts';
import type { FolderReader } from './readProfiles.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';

export interface MigrationsReading {
  /** Those without problems, by their paths. */
  readonly migrations: readonly Migration[];
  readonly problems: readonly Problem[];
}

const maxMigrations = 1_000;

export async function readMigrations({ list, read }: FolderReader): Promise<MigrationsReading> {
  const names = (await list('migrations')).filter(
    (name) => extensionOf(name) !== '' && !name.startsWith('.'),
  );
  if (names.length > maxMigrations) {
    const message = t(
      'There are more than {0} migrations, so none of them are used. Delete the oldest ones.',
      maxMigrations,
    );
    return { migrations: [], problems: [{ file: 'migrations', line: 0, column: 0, pointer: '', message }] };
  }
  const files = await fewAtOnce(names.toSorted(), maxFilesAtOnce, (name) => read(`migrations/${name}`));
  const readings = files.filter((file) => file !== null).map(readMigration);
  return {
    migrations: readings.flatMap(({ migration }) => migration ?? []),
    problems: readings.flatMap(({ problems }) => problems),
  };
}
