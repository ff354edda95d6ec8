// Loaded into a process before its program: leaves, when it ends, how much memory and processor time it took.
import { writeFileSync } from 'node:fs';

process.once('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { megabytes: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 };
  const file = process.env['SAFEKEEP_TEST_USAGE'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(usage));
});
