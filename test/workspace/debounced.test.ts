import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { debounced } from '../../src/workspace/base/debounced.ts';

suite('Calls in a row', () => {
  function counting({ mock }: TestContext) {
    mock.timers.enable({ apis: ['setTimeout'] });
    let runs = 0;
    const { call, dispose } = debounced(() => {
      runs += 1;
      return Promise.resolve();
    });
    const callFor = (ms: number) => {
      for (let passed = 0; passed < ms; passed += 100) {
        call();
        mock.timers.tick(100);
      }
    };
    return {
      callFor,
      dispose,
      tick: (ms: number) => {
        mock.timers.tick(ms);
      },
      runs: () => runs,
    };
  }

  test('run once, when they are quiet', (context) => {
    const { callFor, tick, runs } = counting(context);
    callFor(500);
    assert.equal(runs(), 0);
    tick(50);
    assert.equal(runs(), 1);
    tick(5_000);
    assert.equal(runs(), 1);
  });

  test('run also when they never are', (context) => {
    const { callFor, runs } = counting(context);
    callFor(3_000);
    assert.ok(runs() >= 2, String(runs()));
  });

  test('run no more when they are disposed of', (context) => {
    const { callFor, dispose, tick, runs } = counting(context);
    callFor(500);
    dispose();
    tick(5_000);
    assert.equal(runs(), 0);
  });
});
