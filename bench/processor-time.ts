/**
 * Milliseconds that this process has kept a processor busy.
 *
 * Unlike the time of day it does not run while the machine does something else.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
