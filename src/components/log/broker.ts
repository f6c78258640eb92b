import { type Component, protocol } from 'clew';
import { commit, fetch, join, rebalance, sessions } from './coordinator.ts';
import type { BrokerDisk, WireMessages } from './messages.ts';
import { type BrokerState, type BrokerTimers, produce, read } from './partitions.ts';

const { component } = protocol<WireMessages, BrokerTimers>();

/** Makes the broker: it keeps the partitions on its disk, and looks after the groups. */
export function brokerOf(partitions: readonly string[]): Component<BrokerState, BrokerDisk> {
  return component<BrokerState, BrokerDisk>({
    name: 'broker',
    state: () => ({ groups: {} }),
    disk: () => ({ store: { partitions: Object.fromEntries(partitions.map((partition) => [partition, []])), groups: {} } }),
    on: { produce, read, join, fetch, commit },
    timers: { rebalance, sessions },
  });
}
