/** The parts of `logic-solver` that the oracle uses: the package brings no types of its own. */
declare module 'logic-solver' {
  /** A formula over variables, which are named by strings. */
  export type Formula = string | object;
  /** What makes all formulas true. */
  export interface Solution {
    evaluate(formula: Formula): boolean;
  }
  /** MiniSat. */
  export class Solver {
    require(...formulas: readonly Formula[]): void;
    solveAssuming(formula: Formula): Solution | null;
  }
  /** At least one. */
  export function or(...operands: readonly (Formula | readonly Formula[])[]): Formula;
  /** All. */
  export function and(...operands: readonly (Formula | readonly Formula[])[]): Formula;
  /** The opposite. */
  export function not(operand: Formula): Formula;
  /** Both or neither. */
  export function equiv(a: Formula, b: Formula): Formula;
  /** How many are true. */
  export function sum(...operands: readonly (Formula | readonly Formula[])[]): object;
  /** A whole number. */
  export function constantBits(number: number): object;
  /** A comparison of numbers. */
  export function lessThanOrEqual(a: object, b: object): Formula;
  /** A comparison of numbers. */
  export function equalBits(a: object, b: object): Formula;
}
