// One random text, shown on every surface and given to everything that reads text.
import { EngineError } from '../../../src/engine/index.ts';
import type { CaseResult, Prepare } from './cases.ts';
import { randomOf } from './random.ts';
import { randomText } from './randomTexts.ts';
import { textReaders } from './textReaders.ts';
import { surfaces } from './surfaceChecks.ts';
import { threadSeconds } from './threadSeconds.ts';

export const textSeed = 16_000_000;

export const prepare: Prepare = () => Promise.resolve((index) => Promise.resolve(runCase(index)));

function runCase(index: number): CaseResult {
  const random = randomOf(textSeed + index);
  const text = randomText(random);
  const faults: string[] = [];
  let refused = 0;
  for (const { name, show, never, isStable } of surfaces) {
    const shown = show(text);
    if (never.test(shown)) faults.push(`${name} shows ${JSON.stringify(shown.slice(0, 200))}`);
    if (isStable && show(shown) !== shown) faults.push(`${name} is another when it is shown again`);
  }
  for (const [name, read] of textReaders()) {
    const started = threadSeconds();
    try {
      read(text, random);
    } catch (error) {
      if (!(error instanceof EngineError))
        faults.push(`${name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
      refused += 1;
    }
    const seconds = threadSeconds() - started;
    if (seconds > 2) faults.push(`${name} took ${seconds.toFixed(1)} s`);
  }
  if (Object.keys(Object.prototype).length > 0) faults.push('the prototype of objects was changed');
  return {
    faults: faults
      .slice(0, 2)
      .map((fault) => `seed ${textSeed + index}: ${fault}\n${JSON.stringify(text.slice(0, 200))}`),
    counts: { texts: 1, shown: surfaces.length, read: textReaders().length, refused },
  };
}
