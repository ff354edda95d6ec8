// Refuses a commit whose subject is longer than a line of `git log`, or ends in a period.
import { readFileSync } from 'node:fs';

const longest = 72;
const [subject = ''] = readFileSync(process.argv[2] ?? '', 'utf8').split('\n');
const fault =
  subject.length > longest
    ? `has ${subject.length} characters; at most ${longest} are shown everywhere`
    : subject.endsWith('.')
      ? 'ends in a period'
      : undefined;
if (fault) {
  console.error(`The subject ${fault}: ${subject}`);
  process.exit(1);
}
