import { always, type Component, eventually, type Observation, type Outcome } from 'clew';
import { noAcknowledgedLoss } from 'clew/checkers';
import { type QueueDisk, type QueueEvent, queueEvents } from './queue.ts';

/** What a queue promises. */
export interface QueueGuarantees {
  /** What was confirmed stays on the queue's disk. */
  readonly kept: Outcome;
  /** What was handed out is hidden from others for as long as the visibility timeout. */
  readonly hidden: Outcome;
  /** A job is handed out under a new number each time, and not after it was completed. */
  readonly receipts: Outcome;
  /** In the end each job is completed or put aside, as long as the queue and a worker live. */
  readonly worked: Outcome;
}

/** The promises of a queue. */
export function queueGuarantees(queue: Component<object, QueueDisk>, workers: readonly Component[], visibility: number): QueueGuarantees {
  const of = 'queue';
  return {
    kept: noAcknowledgedLoss({
      of,
      title: 'a job that was confirmed stays on the queue’s disk',
      acknowledged: (world) => world.observed<QueueEvent>(queueEvents).filter(({ value }) => value.event === 'confirmed').map(({ value }) => value.id),
      kept: (world) => world.members(queue).flatMap(({ disk }) => [...disk.jobs.keys()]),
    }),
    hidden: always(`a job that was handed out is hidden from others for ${visibility} ticks`, (world) => byJob(world.observed(queueEvents)).every((events) => hiddenFor(events, visibility)), { of }),
    receipts: always('a job is handed out under a new number each time, and not after it was completed', (world) => byJob(world.observed(queueEvents)).every(numbered), { of }),
    worked: eventually(
      'each job is completed or put aside in the end',
      (world) => world.members(queue).every(({ disk }) => [...disk.jobs.values()].every(({ state }) => state === 'completed' || state === 'put aside')),
      { of, given: (world) => world.living(queue).length > 0 && workers.some((worker) => world.living(worker).length > 0) },
    ),
  };
}

type Events = readonly Observation<QueueEvent>[];

function byJob(events: Events): Events[] {
  return [...new Set(events.map(({ value }) => value.id))].map((id) => events.filter(({ value }) => value.id === id && value.event !== 'confirmed'));
}

function hiddenFor(events: Events, visibility: number): boolean {
  return events.every(({ value, tick }, place) => value.event !== 'handed out' || place === 0 || events[place - 1]!.tick + visibility <= tick);
}

function numbered(events: Events): boolean {
  return events.every(({ value: { event, attempt } }, place) => {
    const before = events[place - 1]?.value;
    if (event !== 'handed out') return before?.attempt === attempt;
    return before === undefined ? attempt === 1 : attempt === before.attempt + 1 && before.event !== 'completed';
  });
}
