export { always, eventually } from './simulator/outcome.ts';
export type { NodeView, Observation, Outcome, OutcomeOptions, Predicate, World } from './simulator/outcome.ts';
export type { Component, ComponentDefinition, NodeContext, NodeId } from './simulator/component.ts';
export { protocol, scenario } from './simulator/scenario.ts';
export type { KnownVerdict, Link, Scenario, ScenarioDefinition } from './simulator/scenario.ts';
export type { Bounds, BoundsOptions, Budget, BudgetOptions } from './simulator/bounds.ts';
export { compose, layer } from './simulator/composition.ts';
export type { Composed, LayerContext, LayerDefinition, Layered } from './simulator/composition.ts';
