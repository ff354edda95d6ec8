// The entry of the engine's thread. Reading, parsing and checking happen here, so that they never hold the extension host
// up, which all extensions share. It opens an engine for each place it is asked about; it must not know the editor.
import { parentPort } from 'node:worker_threads';
import { EngineError, openEngine } from '../engine/index.ts';
import { packed, unpacked } from './carried.ts';
import type { Answer, Call, EnginePlace, FolderEngine } from './engineCall.ts';
import { readFolder } from './readFolder.ts';

const engines = new Map<string, Promise<FolderEngine>>();

parentPort?.on('message', (call: Call) => {
  void answerTo(call).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo({ id, place, method, given }: Call): Promise<Answer> {
  try {
    const engine = await engineAt(place);
    // The caller went by the same type.
    const run: (...given: never[]) => Promise<unknown> = engine[method].bind(engine);
    return { id, result: packed(await run(...(given.map(unpacked) as never[]))) };
  } catch (error) {
    if (!(error instanceof EngineError))
      return { id, broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    const { code, message, details } = error;
    return { id, failed: { code, message, details } };
  }
}

function engineAt(place: EnginePlace): Promise<FolderEngine> {
  const key = JSON.stringify(place);
  let engine = engines.get(key);
  if (!engine) {
    engine = open(place);
    engines.set(key, engine);
    engine.catch(() => engines.delete(key)); // The next call tries again.
  }
  return engine;
}

async function open({ path, options }: EnginePlace): Promise<FolderEngine> {
  const engine = await openEngine(path, options);
  return { ...engine, read: () => readFolder(engine) };
}
