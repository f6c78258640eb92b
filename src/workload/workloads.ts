import type { Scenario } from '../simulator/scenario.ts';

/** What generates inputs, as far as types go: an arbitrary of fast-check. Clew needs the package only when it searches. */
export interface Inputs<Input> {
  readonly generate: (...random: never[]) => { readonly value: Input };
}

/** A scenario as a function of its workload: one protocol, whatever its clients ask of it. */
export interface Workloads<Input = unknown> {
  readonly kind: 'workloads';
  readonly inputs: Inputs<Input>;
  /** The scenario under one workload. */
  scenarioOf(input: Input): Scenario;
}

/**
 * Makes a scenario a function of a generated workload. The promise is then that no failure set within the bounds breaks
 * it for any of them.
 *
 * @example
 * const orders = fc.array(fc.record({ item: fc.constantFrom('pen', 'ink'), count: fc.nat(3) }));
 * export const shop = forAll(orders, (list) => scenario({ name: 'shop/orders', nodes: { client: clientFor(list), store }, outcomes }));
 */
export function forAll<Input>(inputs: Inputs<Input>, scenarioOf: (input: Input) => Scenario): Workloads<Input> {
  return { kind: 'workloads', inputs, scenarioOf };
}

/** Whether a value was made by {@link forAll}. */
export function isWorkloads(value: unknown): value is Workloads {
  return typeof value === 'object' && value !== null && (value as Partial<Workloads>).kind === 'workloads' && typeof (value as Partial<Workloads>).scenarioOf === 'function';
}
