// Cases of others in ../shared/corpora; tests that need them say so where the folder is absent.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot } from './paths.ts';

const corpora = resolve(projectRoot, '../shared/corpora');

/** The options of a test that needs it. */
export function corpus(folder: string): { readonly skip?: string } {
  const place = join(corpora, folder);
  return existsSync(place) ? {} : { skip: `${place} is not there` };
}

/** What each of its JSON files holds. */
export function corpusFiles(folder: string): readonly unknown[] {
  const names = readdirSync(join(corpora, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name): unknown => JSON.parse(readFileSync(join(corpora, folder, name), 'utf8')));
}
