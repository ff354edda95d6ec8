// `npm start`: builds and packs the extension and opens a real VS Code with it, until Ctrl-C.
//   npm start                        a fresh copy of the sample workspace
//   npm start -- --sample json       another sample
//   npm start -- --sample older      one whose configuration is behind, to be migrated
//   npm start -- --folder DIR        your own folder, itself, not a copy
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../test/support/paths.ts';
import { copySample } from '../test/support/editor/sampleWorkspace.ts';
import { buildBundles } from './build.ts';
import { desktopCommand, openDesktop } from './openDesktop.ts';
import { openServer } from './openServer.ts';
import { packExtension } from './package.ts';

/** The sample workspaces by the name a person gives. */
const samples: Readonly<Record<string, string>> = { yaml: 'service', json: 'gateway', older: 'labels' };

const values = given();

const home = join(cacheFolder, 'start');
const folder = await chosenFolder();
await buildBundles();
await packExtension();
const code = await desktopCommand();
process.exitCode =
  code === undefined ? await openServer(home, folder) : await openDesktop({ code, home, folder });

function given(): { readonly folder?: string; readonly sample: string } {
  try {
    return parseArgs({
      options: { folder: { type: 'string' }, sample: { type: 'string', default: 'yaml' } },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

async function chosenFolder(): Promise<string> {
  if (values.folder !== undefined) {
    // npm runs scripts in the project; a relative path is meant from where the person is.
    const own = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.folder);
    return existsSync(own) ? own : refuse(`There is no folder ${own}.`);
  }
  const sample = samples[values.sample];
  if (sample === undefined) {
    return refuse(`There is no sample ${values.sample}: choose ${Object.keys(samples).join(' or ')}.`);
  }
  return copySample(sample, join(home, 'workspaces'));
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
