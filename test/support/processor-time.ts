/**
 * Runs synchronous work and says what it gave and what it took, in milliseconds of this process's processor time. Limits
 * in tests are set in it, because the clock also counts what everything else on the machine does.
 */
export function processorTime<T>(work: () => T): { readonly result: T; readonly took: number } {
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  return { result, took: (user + system) / 1000 };
}
