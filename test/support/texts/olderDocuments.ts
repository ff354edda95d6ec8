// The documents of a config folder that are in version 1.0.0, and migrations that lead to 1.2.0.

/** By their paths in the config folder. */
export type Texts = Readonly<Record<string, string>>;

export const documents: Texts = {
  'current.yaml': `# what the service reads
version: 1.0.0
server:
  port: 3000 # laptops only
  timeout: 5
log: verbose
`,
  'default.yaml': `# what the service reads
version: 1.0.0
server:
  port: 8080 # laptops only
  timeout: 2
log: quiet
`,
  'profiles/development.yaml': `server:
  port: 3000
  timeout: 5
log: verbose
`,
  'profiles/staging.yaml': `# like production
version: 1.0.0
server:
  timeout: 3 # the balancer waits for 4
`,
};

/** The same in version 1.2.0. */
export const migratedDocuments: Texts = Object.fromEntries(
  Object.entries(documents).map(([path, text]) => {
    const inMs = text.replaceAll('version: 1.0.0', 'version: 1.2.0').replace(/(timeout: \d)/, '$1000');
    return [path, inMs.replace('log: verbose', 'log: debug').replace('log: quiet', 'log: error')];
  }),
);

export const milliseconds = `from: 1.0.0
to: 1.1.0
description: Counts in milliseconds
up:
  - op: scale
    path: /server/timeout
    factor: 1000
`;

export const levels = `from: 1.1.0
to: 1.2.0
description: Names the levels as syslog does
up:
  - op: mapValues
    path: /log
    values: { verbose: debug, quiet: error }
`;

/** The file that says `from`, and leads to another version. */
export function leadingTo(version: string): string {
  return milliseconds.replace('1.1.0', version);
}
