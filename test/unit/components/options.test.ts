import { protocol } from 'clew';
import { jobQueue, linearizableRegister, lockService, partitionedLog, requestReply, table, tunableRegister } from 'clew/components';
import { expect, it } from 'vitest';

const inner = protocol().component({});
const log = partitionedLog({ partitions: ['p'] });

it.each<[said: string, make: () => unknown]>([
  ['jobQueue: visibility is -1, not a whole number of at least 1', () => jobQueue({ visibility: -1 })],
  ['jobQueue: attempts is 0, not', () => jobQueue({ visibility: 5, attempts: 0 })],
  ['jobQueue, worker: poll is 0, not', () => jobQueue({ visibility: 5 }).worker(inner, { poll: 0 })],
  ['jobQueue, worker: renew is 1.5, not', () => jobQueue({ visibility: 5 }).worker(inner, { poll: 3, renew: 1.5 })],
  ['lockService: lease is NaN, not', () => lockService({ lease: Number.NaN })],
  ['lockService: heartbeat is 0, not', () => lockService({ lease: 2 })],
  ['partitionedLog: partitions is empty', () => partitionedLog({ partitions: [] })],
  ['partitionedLog, producer: repeatTicks is 0, not', () => log.producer(inner, { repeatTicks: 0 })],
  ['partitionedLog, reader: pollTicks is -3, not', () => log.reader(inner, { pollTicks: -3 })],
  ['partitionedLog, group "g": commit is "never", not "before" or "after" or "with-output"', () => log.group('g', { commit: 'never' as 'after' })],
  ['partitionedLog, group "g": sessionTicks is 0, not', () => log.group('g', { commit: 'after', sessionTicks: 0 })],
  ['register: replicas is empty', () => linearizableRegister({ replicas: [] })],
  ['register: writes is 0, not', () => tunableRegister({ replicas: ['a'], writes: 0 })],
  ['requestReply: timeout is 0, not', () => requestReply({ requests: ['pay'], timeout: 0 })],
  ['table: patience is 0, not', () => table({ procedures: {}, patience: 0 })],
])('an option that makes no sense is refused where the part is made: %s', (said, make) => {
  expect(make).toThrow(RangeError);
  expect(make).toThrow(said);
});

it('a worker may take no time', () => {
  expect(() => jobQueue({ visibility: 5 }).worker(inner, { poll: 3, takes: 0 })).not.toThrow();
});
