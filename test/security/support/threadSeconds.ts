/** Processor time of this thread so far: a busy machine makes nothing slow. */
export function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
