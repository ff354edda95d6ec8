// `safekeep watch` on real files, edited by this process and by others.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { safekeep } from '../support/terminal/cli.ts';
import { doubleFiles, testFolder } from '../support/disk/configFolder.ts';
import { eventually } from '../support/eventually.ts';
import { startWatch } from '../support/terminal/watching.ts';

const portFive = '{\n  "port": 5,\n  "log": { "level": "debug" }\n}\n';

suite('watch', () => {
  test('tells on one line which keys of a live file have changed', async () => {
    const { workspace, write } = await testFolder('watch');
    const { line, lines, end } = await startWatch(workspace);
    await write({ 'current.json': '{\n  "port": 5,\n  "name": "x"\n}\n' });
    assert.equal(await line(0), 'current.json: ~ /port, - /log, + /name');
    await write({ 'current.json': '{ "port": 5, "name": "x" }\n' });
    assert.equal(await line(1), 'current.json: only comments or layout');
    assert.equal(await end(), 0);
    assert.equal(lines.length, 2);
  });

  test('with --json prints one document a line, with the values', async () => {
    const { workspace, write } = await testFolder('watch');
    const { line, end } = await startWatch(workspace, '--json');
    await write({ 'current.json': portFive });
    const { at, ...event } = JSON.parse(await line(0)) as { readonly at: string };
    assert.ok(Date.parse(at) > 0);
    assert.deepEqual(event, {
      files: [
        {
          target: 'current',
          path: 'current.json',
          kind: 'changed',
          changes: [{ type: 'modified', pointer: '/port', from: 1, to: 5 }],
          problems: [],
        },
      ],
    });
    assert.equal(await end('SIGINT'), 0);
  });

  test('with --json hides the secrets, old and new, whatever becomes of the file', async () => {
    const { workspace, write } = await testFolder('watch', {
      'current.json': '{ "password": "hunter2-old" }',
    });
    const { line, end } = await startWatch(workspace, '--json');
    await write({ 'current.json': '{ "password": "hunter3-new", "copy": "hunter3-new", "n": 1 }' });
    assert.match(await line(0), /"pointer": "\/password", "from": "\[hidden\]", "to": "\[hidden\]"/);
    await write({ 'current.json': '{ "password": "hunter4-cut' });
    assert.match(await line(1), /"problems": \[ \{/);
    assert.doesNotMatch((await line(0)) + (await line(1)), /hunter/);
    await end();
  });

  test('with --json hides a secret where a migration brings it, too', async () => {
    const { workspace, write } = await testFolder('watch', {
      'safekeep.json': '{ "format": 1, "sensitive": ["/mail/relay"] }',
      'current.json': '{ "mail": {}, "smtp": { "relay": "hunter2" } }',
      'migrations/1.json':
        '{ "from": 1, "to": 2, "up": [{ "op": "move", "from": "/mail/relay", "path": "/smtp/relay" }] }',
    });
    const { line, end } = await startWatch(workspace, '--json');
    await write({ 'current.json': '{ "mail": {}, "smtp": { "relay": "hunter3" } }' });
    assert.match(await line(0), /"from": "\[hidden\]", "to": "\[hidden\]"/);
    await end();
  });

  for (const [how, ...words] of [[''], ['with --json ', '--json']] as const)
    test(`${how}repeats nothing of a file that does not parse`, async () => {
      const { workspace, write } = await testFolder('watch', {
        'safekeep.json': '{ "format": 1, "targets": { "app": "app.json", "web": "web.yaml" } }\n',
        'app.json': '{ "port": 1 }\n',
        'web.yaml': 'port: 1\n',
      });
      const { line, end } = await startWatch(workspace, ...words);
      const isHidden = /The file doesn't parse here. Its text isn't shown\./;
      await write({ 'app.json': '{"port":1,"password": brandnewsecret99}' });
      assert.match(await line(0), isHidden);
      await write({ 'web.yaml': 'port: 1\n"k": "brandnewsecret99\\q"\n' });
      assert.match(await line(1), isHidden);
      await write({ 'safekeep.json': '{"x": brandnewsecret99}' });
      assert.match(await line(2), isHidden);
      assert.doesNotMatch((await line(0)) + (await line(1)) + (await line(2)), /brandnew/);
      await end();
    });

  test('takes a commit of several files for one event', async () => {
    const { workspace } = await testFolder('watch', doubleFiles);
    const { line, lines, end } = await startWatch(workspace);
    assert.equal((await safekeep(workspace, 'switch', 'b')).code, 0);
    assert.equal(await line(0), 'app.json: ~ /mode; web.json: ~ /mode');
    assert.equal((await safekeep(workspace, 'switch', 'a')).code, 0);
    assert.equal(await line(1), 'app.json: ~ /mode; web.json: ~ /mode');
    await end();
    assert.equal(lines.length, 2);
  });

  test('sees a file replaced by a rename, deleted, and created again', async () => {
    const { workspace, path, write } = await testFolder('watch');
    const { line, end } = await startWatch(workspace);
    await write({ 'new.tmp': portFive });
    await rename(path('new.tmp'), path('current.json'));
    assert.equal(await line(0), 'current.json: ~ /port');
    await rm(path('current.json'));
    assert.equal(await line(1), 'current.json: deleted');
    await write({ 'current.json': portFive });
    assert.equal(await line(2), 'current.json: created');
    await end();
  });

  test('sees a config folder that is moved away and comes back with other content', async () => {
    const { workspace, folder } = await testFolder('watch', doubleFiles);
    const { line, end } = await startWatch(workspace);
    await rename(folder, join(workspace, 'away'));
    assert.equal(await line(0), 'app.json: deleted; web.json: deleted');
    await writeFile(join(workspace, 'away', 'web.json'), '{ "name": "web", "mode": "c" }\n');
    await rename(join(workspace, 'away'), folder);
    assert.equal(await line(1), 'app.json: created; web.json: ~ /mode');
    await writeFile(join(folder, 'app.json'), '{ "name": "app" }\n');
    assert.equal(await line(2), 'app.json: - /mode');
    await end();
  });

  test('follows a config folder that another one takes the place of at once', async () => {
    const { workspace, folder } = await testFolder('watch', doubleFiles);
    const { line, end } = await startWatch(workspace);
    await cp(folder, join(workspace, 'other'), { recursive: true });
    await writeFile(join(workspace, 'other', 'web.json'), '{ "name": "web", "mode": "c" }\n');
    await rename(folder, join(workspace, 'away'));
    await rename(join(workspace, 'other'), folder);
    assert.equal(await line(0), 'web.json: ~ /mode');
    await writeFile(join(folder, 'app.json'), '{ "name": "app" }\n');
    assert.equal(await line(1), 'app.json: - /mode');
    await end();
  });

  test('runs nothing for a file that is gone', async () => {
    const { workspace, folder, write } = await testFolder('watch');
    const { line, end } = await startWatch(workspace, '--exec', 'echo ran >> ran');
    await rm(join(folder, 'current.json'));
    assert.equal(await line(0), 'current.json: deleted');
    await write({ 'current.json': portFive });
    assert.equal(await line(1), 'current.json: ~ /port');
    const runs = async () => readFile(join(workspace, 'ran'), 'utf8');
    // Ending ends the command, too.
    await eventually(async () => assert.equal(await runs(), 'ran\n'));
    await end();
    assert.equal(await runs(), 'ran\n');
  });

  test('ends whatever its command has started', { skip: process.platform === 'win32' }, async () => {
    const { workspace, write } = await testFolder('watch');
    const { end } = await startWatch(workspace, '--exec', 'sleep 20 & echo "$!" > started; wait');
    await write({ 'current.json': portFive });
    const started = await eventually(async () => {
      const pid = await readFile(join(workspace, 'started'), 'utf8');
      assert.match(pid, /^\d+\n$/);
      return Number(pid);
    });
    await end();
    await eventually(() => {
      assert.throws(() => process.kill(started, 0), { code: 'ESRCH' });
    });
  });

  test('finds no event in the same content, nor in other files around it', async () => {
    const { workspace, text, write } = await testFolder('watch');
    const { line, lines, end } = await startWatch(workspace);
    await write({ 'current.json': (await text('current.json')) ?? '', 'other.json': '{}\n' });
    await writeFile(join(workspace, 'busy.log'), 'x\n');
    await mkdir(join(workspace, 'config2'));
    await write({ 'current.json': portFive });
    assert.equal(await line(0), 'current.json: ~ /port');
    await end();
    assert.equal(lines.length, 1);
  });

  test('reports a live file that does not parse, and what changed since it did', async () => {
    const { workspace, write } = await testFolder('watch');
    const { line, end } = await startWatch(workspace);
    await write({ 'current.json': '{ "port": ' });
    assert.match(await line(0), /^current\.json: doesn't parse, line 1: ./);
    await write({ 'current.json': portFive });
    assert.equal(await line(1), 'current.json: ~ /port');
    assert.equal(await end(), 0);
  });

  test('reports a manifest that cannot be read once, and goes on when it can', async () => {
    const { workspace, write } = await testFolder('watch', doubleFiles);
    const { line, lines, end } = await startWatch(workspace);
    await write({ 'safekeep.json': '{ "format": ' });
    assert.match(await line(0), /^error invalid: safekeep\.json:1:/);
    await write({
      'safekeep.json': '{ "format": 1, "targets": { "app": "app.json", "third": "in/third.json" } }\n',
    });
    assert.equal(await line(1), 'web.json: deleted');
    await write({ 'in/third.json': '{ "a": 1 }\n' });
    assert.equal(await line(2), 'in/third.json: created');
    await write({ 'in/third.json': '{ "a": 2 }\n' });
    assert.equal(await line(3), 'in/third.json: ~ /a');
    await end();
    assert.equal(lines.length, 4);
  });

  test('follows a link to where the file really is', async () => {
    const { workspace, path } = await testFolder('watch');
    await mkdir(join(workspace, 'real'));
    await rename(path('current.json'), join(workspace, 'real', 'app.json'));
    await symlink(join('..', 'real', 'app.json'), path('current.json'));
    const { line, end } = await startWatch(workspace);
    await writeFile(join(workspace, 'real', 'app.json'), portFive);
    assert.equal(await line(0), 'current.json: ~ /port');
    await end();
  });
});

suite('watch --exec', () => {
  const keep = 'printf "%s|%s\\n" "$SAFEKEEP_CHANGED" "$*" >> runs';

  test('runs a command with the paths that changed, in a variable and as arguments', async () => {
    const { workspace, path } = await testFolder('watch', doubleFiles);
    const { end } = await startWatch(workspace, '--exec', keep);
    await safekeep(workspace, 'switch', 'b');
    const both = [path('app.json'), path('web.json')];
    await eventually(async () =>
      assert.equal(await readFile(join(workspace, 'runs'), 'utf8'), `${both.join('\n')}|${both.join(' ')}\n`),
    );
    assert.equal(await end(), 0);
  });

  test('runs one at a time, and gathers what changes meanwhile for the next', async () => {
    const { workspace, path, write } = await testFolder('watch', doubleFiles);
    // Each run tells that it is there, and waits until it may end.
    const command = 'echo "start $*" >> runs; until [ -e go ]; do sleep 0.05; done; echo end >> runs';
    const { line, end } = await startWatch(workspace, '--exec', command);
    const runs = async () => (await readFile(join(workspace, 'runs'), 'utf8')).split('\n').slice(0, -1);
    await write({ 'app.json': '{ "name": "app", "mode": "x" }\n' });
    await eventually(async () => assert.deepEqual(await runs(), [`start ${path('app.json')}`]));
    await write({ 'app.json': '{ "name": "app", "mode": "y" }\n' });
    await line(1);
    await write({ 'web.json': '{ "name": "web", "mode": "y" }\n' });
    await line(2);
    assert.deepEqual(await runs(), [`start ${path('app.json')}`]);
    await writeFile(join(workspace, 'go'), '');
    const later = [path('app.json'), path('web.json')].join(' ');
    await eventually(async () =>
      assert.deepEqual(await runs(), [`start ${path('app.json')}`, 'end', `start ${later}`, 'end']),
    );
    await end();
  });

  test('tells of a command that fails, and goes on', async () => {
    const { workspace, write } = await testFolder('watch');
    const { line, complaint, end } = await startWatch(workspace, '--exec', 'exit 7');
    await write({ 'current.json': portFive });
    await complaint(/^"exit 7" failed \(7\)\.$/);
    await write({ 'current.json': '{ "port": 6 }\n' });
    assert.equal(await line(1), 'current.json: ~ /port, - /log');
    assert.equal(await end(), 0);
  });

  test('leaves standard output to the documents, and does not run for a file that broke', async () => {
    const { workspace, write } = await testFolder('watch');
    const { line, lines, complaints, complaint, end } = await startWatch(
      workspace,
      '--json',
      '--exec',
      'echo heard',
    );
    await write({ 'current.json': '{' });
    assert.match(await line(0), /"problems": \[ \{/);
    assert.ok(!complaints.includes('heard'));
    await write({ 'current.json': portFive });
    await complaint(/^heard$/);
    await end();
    assert.equal(lines.length, 2);
    assert.equal(complaints.filter((text) => text === 'heard').length, 1);
  });

  test('ends a run with itself', async () => {
    const { workspace, write } = await testFolder('watch');
    const command = 'trap "echo ended > last; exit" TERM; echo begun; while :; do sleep 0.05; done';
    const { lines, end, line } = await startWatch(workspace, '--exec', command);
    await write({ 'current.json': portFive });
    await line(0);
    await eventually(() => assert.ok(lines.includes('begun')));
    assert.equal(await end(), 0);
    assert.equal(await readFile(join(workspace, 'last'), 'utf8'), 'ended\n');
  });
});
