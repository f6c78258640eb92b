import type { PendingEvent } from './event-queue.ts';
import type { Fault } from './fault.ts';
import type { LossWindow } from './faults/windows.ts';
import type { Lane } from './lane.ts';
import type { SimulatedNode } from './simulated-node.ts';

/** Told of all that happens in a run, to record it in detail for reports. */
export interface Recorder {
  stepBegins(step: number, event: PendingEvent): void;
  stepEnds(step: number): void;
  /** A fault decides the fate of a message; told before `messageSent`. */
  messageStruck(sent: number, fault: Fault): void;
  messageSent(lane: Lane, number: number, sent: number, payload: unknown): void;
  timerSet(lane: Lane, number: number, due: number, payload: unknown): void;
  timerCancelled(lane: Lane, number: number): void;
  observed(kind: string, value: unknown): void;
  /** @param fault null where the node dies of its own exception */
  nodeStopped(node: SimulatedNode, fault: Fault | null, tick: number): void;
  nodeStarted(node: SimulatedNode, tick: number): void;
  /** @param event what the node was about to take */
  nodePaused(event: PendingEvent, until: number): void;
  /** Told of a partition before the first step, of an isolation as it begins. */
  lossBegins(window: LossWindow): void;
}
