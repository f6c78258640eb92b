/**
 * Refuses options of a ready-made part that are no whole numbers of at least 1, where the part is made: later it would be a timer of the part's own that goes wrong.
 *
 * @throws RangeError with the part, the option and its value
 */
export function checkCounts(part: string, options: { readonly [name: string]: number | undefined }): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) throw new RangeError(`${part}: ${name} is ${String(value)}, not a whole number of at least 1`);
  }
}

/**
 * Refuses an option that is none of what there is.
 *
 * @throws RangeError with the part, the option and its value
 */
export function checkChoice(part: string, name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) throw new RangeError(`${part}: ${name} is ${JSON.stringify(value)}, not ${choices.map((choice) => `"${choice}"`).join(' or ')}`);
}

/**
 * Refuses a list of names that is empty.
 *
 * @throws RangeError with the part and the option
 */
export function checkSome(part: string, name: string, names: readonly string[]): void {
  if (names.length === 0) throw new RangeError(`${part}: ${name} is empty; there must be at least one`);
}
