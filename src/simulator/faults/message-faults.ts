import type { FaultKindName } from '../bounds.ts';
import type { Fault } from '../fault.ts';
import type { Moments } from '../moments.ts';
import { Fate } from '../run.ts';
import type { Simulation } from '../simulation.ts';
import type { Offer } from './fault-kind.ts';

/** Arms a fault that decides the fate of the message it names. */
export function armSending(fault: Fault, simulation: Simulation): void {
  const lane = simulation.laneNamed(fault.lane);
  (lane.armedSendings ??= []).push(fault);
  lane.namedUpTo = Math.max(lane.namedUpTo, fault.number);
}

/** Arms a fault that strikes as the step it names is about to be taken. */
export function armTaking(fault: Fault, simulation: Simulation): void {
  const lane = simulation.laneNamed(fault.lane);
  (lane.armedTakings ??= []).push(fault);
  lane.namedUpTo = Math.max(lane.namedUpTo, fault.number);
}

/** A message's fate is decided as it is sent. One that is not sent is not lost either. */
export function sendingMoment({ lane, number }: Fault, moments: Moments): number {
  return moments.sent(lane, number) ?? Infinity;
}

/** It strikes as the step it names is about to be taken; not before, however long that takes. */
export function takingMoment({ lane, number }: Fault, moments: Moments): number {
  return moments.taken(lane, number) ?? 0;
}

/** Calls `offered` for each message that crossed a link, could still go wrong when it was sent, and was taken; with the step that took it. */
export function forEachTaken({ run, until }: Offer, offered: (sent: number, step: number) => void): void {
  for (let sent = 0; sent < run.sentCount; sent++) {
    const crossed = run.sentFate[sent] === Fate.delivered && !run.sentLane[sent]!.local;
    if (crossed && run.sentTick[sent]! <= until) offered(sent, run.sentTakenBy[sent]!);
  }
}

/** The word of faults of one kind that exclude each other. */
export function exclusiveOn(kind: FaultKindName, subject: string): string {
  return `${kind} ${subject}`;
}
