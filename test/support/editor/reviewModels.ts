// Models of the review page with what a test needs of them.
import type { ReviewChange, ReviewModel, ReviewTarget } from '../../../src/review/protocol.ts';

export function modelOf(targets: readonly ReviewTarget[], more: Partial<ReviewModel> = {}): ReviewModel {
  return { ...readOnlyModelOf(targets), apply: 'Restore', ...more };
}

export function readOnlyModelOf(targets: readonly ReviewTarget[]): ReviewModel {
  return {
    revision: 1,
    title: 'Restore “before the upgrade”',
    subtitle: 'config: now → backup of yesterday',
    facts: [],
    notices: [],
    targets,
    busy: false,
    exclusions: {},
    reopen: '{}',
  };
}

export function targetOf(changes: readonly ReviewChange[], more: Partial<ReviewTarget> = {}): ReviewTarget {
  return {
    name: 'app.yaml',
    path: 'app.yaml',
    kind: 'changed',
    granularity: 'change',
    changes,
    omitted: 0,
    ...more,
  };
}

/** A value at dotted keys that becomes another; with one of them left out it is added or removed. */
export function changeOf(keys: string, from?: string, to?: string): ReviewChange {
  const path = keys.split('.');
  const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'modified';
  const pointer = `/${path.join('/')}`;
  return {
    id: `${kind} ${pointer}`,
    kind,
    pointer,
    path,
    isText: false,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Ten services with as many settings as it takes. */
export function manyChanges(count: number): readonly ReviewChange[] {
  return Array.from({ length: count }, (_, index) => {
    const keys = `service${index % 10}.group${Math.floor(index / 10) % 20}.setting${index}`;
    return changeOf(keys, String(index), index % 7 === 0 ? `"${'long '.repeat(40)}"` : String(index + 1));
  });
}

const script = 'set -e\necho start\nexec app --port 3000\n# the end\n';

/** Everything the page can show. */
export const modelOfAll: ReviewModel = modelOf(
  [
    targetOf(
      [
        changeOf('server.host', '"127.0.0.1"', '"0.0.0.0"'),
        changeOf('server.port', '3000', '8080'),
        changeOf('log.level', '"debug"', '"info"'),
        changeOf('cache', undefined, '{"enabled":true,"ttl":60}'),
        changeOf('features.beta', 'true'),
        {
          ...changeOf('routes.0'),
          id: 'moved /routes/0',
          kind: 'moved',
          path: ['routes', '0'],
          oldPath: ['routes', '2'],
        },
        changeOf('routes.0.timeout', '30', '60'),
        {
          ...changeOf('start.script', script, script.replace('3000', '8080').replace('set -e', 'set -eu')),
          isText: true,
        },
        changeOf(
          'description',
          `"${'a rather long text '.repeat(20)}"`,
          `"${'a rather long text '.repeat(18)}"`,
        ),
      ],
      {
        texts: {
          from: '# The service\nserver:\n  port: 8080\n\n\nlog:\n  level: info\n',
          to: '# The service, as it runs in staging\nserver:\n  port: 8080\n\nlog:\n  level: info \n',
          isTooLong: false,
        },
        omitted: 3,
      },
    ),
    targetOf([changeOf('replicas', undefined, '3')], {
      name: 'worker',
      path: 'worker/current.json',
      kind: 'created',
      granularity: 'file',
    }),
    targetOf([], {
      name: 'limits.json',
      path: 'limits.json',
      kind: 'layout',
      granularity: 'file',
      texts: { from: '{"a":1,"b":2}', to: '{\n  "a": 1,\n  "b": 2\n}\n', isTooLong: false },
    }),
    targetOf([], {
      name: 'broken.yaml',
      path: 'broken.yaml',
      kind: 'text',
      granularity: 'file',
      texts: { from: 'a: [1\nb: 2\n', to: 'a: [1]\r\nb: 2\n', isTooLong: false },
    }),
    targetOf([], {
      name: 'huge.yaml',
      path: 'huge.yaml',
      kind: 'text',
      granularity: 'file',
      texts: { from: '', to: '', isTooLong: true },
    }),
    targetOf([], { name: 'same.yaml', path: 'same.yaml', kind: 'unchanged', granularity: 'none' }),
  ],
  {
    facts: [
      { label: 'Created', value: 'yesterday at 17:20' },
      { label: 'Reason', value: 'before switch' },
      { label: 'Author', value: 'Ada' },
    ],
    notices: [
      { severity: 'error', message: 'app.yaml:3:5: must be a number' },
      { severity: 'warning', message: 'The result loses 54% of the keys.' },
      { severity: 'info', message: 'The folder is read by a running service.' },
    ],
  },
);
