/** Plain data, written so that what is equal is written once. */
export interface Packed {
  /** The keys of each kind of object. */
  readonly shapes: readonly (readonly string[])[];
  /**
   * Every distinct value, parts before wholes; the last is the whole. A list is -1 and the places of its items, an object
   * is its shape and the places of its fields.
   */
  readonly values: readonly (string | number | boolean | null | readonly number[])[];
}

/**
 * Packs plain data: strings, numbers, booleans, null, lists and objects.
 *
 * Two runs of one system are equal up to the first fault, and what a node remembers is mostly what it remembered before:
 * so a page holds both runs, and the state after each step, in little more than the differences.
 */
export function packed(data: unknown): Packed {
  const packer = new Packer();
  packer.place(data);
  return { shapes: packer.shapes, values: packer.values };
}

class Packer {
  readonly shapes: string[][] = [];
  readonly values: (string | number | boolean | null | number[])[] = [];
  private readonly places = new Map<string, number>();
  private readonly shapePlaces = new Map<string, number>();

  place(value: unknown): number {
    if (Array.isArray(value)) return this.known([-1, ...value.map((item) => this.place(item))]);
    if (typeof value === 'object' && value !== null) return this.placeObject(value);
    return this.known((value ?? null) as string | number | boolean | null);
  }

  private placeObject(value: object): number {
    const entries = Object.entries(value);
    const keys = entries.map(([key]) => key);
    const word = JSON.stringify(keys);
    const shape = this.shapePlaces.get(word) ?? this.shapes.push(keys) - 1;
    this.shapePlaces.set(word, shape);
    return this.known([shape, ...entries.map(([, field]) => this.place(field))]);
  }

  private known(value: string | number | boolean | null | number[]): number {
    const word = JSON.stringify(value);
    const place = this.places.get(word) ?? this.values.push(value) - 1;
    this.places.set(word, place);
    return place;
  }
}

/** JSON that can stand in a script element, and that no line separator breaks. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
