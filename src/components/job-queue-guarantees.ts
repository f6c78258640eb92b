import { always, type Component, eventually, type Observation, type Outcome } from 'clew';
import { noAcknowledgedLoss } from 'clew/checkers';
import { type QueueDisk, type QueueEvent, queueEvents } from './job-queue.ts';

/**
 * What a queue promises, given its component, that of its workers, and its visibility timeout in ticks.
 *
 * `kept`: what was confirmed stays on disk. `hidden`: what was handed out is hidden from others for that long. `receipts`:
 * nothing is handed out twice under one number, nor after it was completed. `worked`: in the end all is completed or put
 * aside, as long as the queue and a worker live.
 */
export function jobQueueGuarantees(queue: Component<object, QueueDisk>, worker: Component, visibility: number): { readonly [name in 'kept' | 'hidden' | 'receipts' | 'worked']: Outcome } {
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
      { of, given: (world) => world.living(queue).length > 0 && world.living(worker).length > 0 },
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
