import { type Component, type ComponentDefinition, protocol, type Scenario } from 'clew';

/** What the simulator and the bare loop both give to a handler. */
export interface PlainNode<State> {
  readonly id: string;
  readonly others: readonly string[];
  readonly state: State;
  send(to: string, type: string, payload?: unknown): void;
  broadcast(type: string, payload?: unknown): void;
  after(ticks: number, timer: string, payload?: unknown): void;
  cancel(timer: string): void;
}

/** A handler of a message or a timer. */
export type PlainHandler<State> = (node: PlainNode<State>, payload: never, from: string) => void;

/** A component that both can run. */
export interface PlainDefinition<State = never> {
  readonly state: () => object;
  readonly start?: PlainHandler<State>;
  readonly on: { readonly [type: string]: PlainHandler<State> };
  readonly timers?: { readonly [name: string]: PlainHandler<State> };
}

/** One shape of work for the step loop. */
export interface Shape {
  readonly name: string;
  /** What a step does, in words. */
  readonly work: string;
  readonly definitions: { readonly [node: string]: PlainDefinition };
  readonly scenario: Scenario;
  /** The last tick. */
  readonly horizon: number;
}

const { component } = protocol<Record<string, unknown>, Record<string, unknown>>();

/** The definition as a component of the simulator. */
export function componentOf<State extends object>(definition: PlainDefinition<State>): Component<State> {
  return component(definition as unknown as ComponentDefinition<Record<string, unknown>, Record<string, unknown>, State, object>);
}
