// The entry of the engine's thread. Reading, parsing and checking happen here, so that they never hold the extension host
// up, which all extensions share. It opens an engine for each place it is asked about; it must not know the editor.
import { AsyncLocalStorage } from 'node:async_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { EngineError, openEngine, type LockWait } from '../../engine/index.ts';
import { encodeForThread, decodeFromThread } from './threadCodec.ts';
import { changesBetween } from './changesBetween.ts';
import type {
  EngineAnswer,
  Call,
  EnginePlace,
  FolderEngine,
  CancelRequest,
  ThreadData,
} from './engineCall.ts';
import { keepPlans } from './keptPlans.ts';
import { readFolder, readPast } from './readFolder.ts';

// Messages are made where something is found, so this thread speaks the language of the window. `ThreadData` is what
// the other side starts it with.
l10n.config({ contents: (workerData as ThreadData).texts });

const engines = new Map<string, Promise<FolderEngine>>();
/** The id of the call that an engine works for, which it does not know itself. */
const working = new AsyncLocalStorage<number>();
const waits = new Map<number, LockWait>();

parentPort?.on('message', (request: Call | CancelRequest) => {
  const { id } = request;
  if ('givesUp' in request) return waits.get(id)?.cancel();
  void working
    .run(id, () => answerTo(request))
    .then((answer) => {
      waits.delete(id);
      parentPort?.postMessage(answer);
    });
});

async function answerTo({ id, place, method, given }: Call): Promise<EngineAnswer> {
  try {
    const engine = await engineAt(place);
    // The caller went by the same type.
    const run: (...given: never[]) => Promise<unknown> = engine[method].bind(engine);
    return { id, result: encodeForThread(await run(...(given.map(decodeFromThread) as never[]))) };
  } catch (error) {
    if (!(error instanceof EngineError))
      return { id, broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    const { code, message, details } = error;
    return { id, failed: { code, message, details: { ...details, folder: place.path } } };
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
  const engine = await openEngine(path, { ...options, onWait });
  return {
    ...engine,
    ...keepPlans(engine),
    read: () => readFolder(engine),
    readPast: () => readPast(engine),
    changesBetween: (contents) => Promise.resolve(changesBetween(contents)),
  };
}

function onWait(wait: LockWait): void {
  const id = working.getStore();
  if (id === undefined) return;
  waits.set(id, wait);
  const answer: EngineAnswer = { id, waits: wait.holder };
  parentPort?.postMessage(answer);
}
