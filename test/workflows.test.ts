import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from './support/paths.ts';

test('a workflow names each action by its commit, which nobody can move, and says its version', () => {
  const files = globSync('.github/workflows/*.yml', { cwd: projectRoot });
  const lines = files.flatMap(
    (file) => readFileSync(join(projectRoot, file), 'utf8').match(/uses:.*/g) ?? [],
  );
  assert.ok(lines.length > 0);
  for (const line of lines) assert.match(line, /^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});
