/** A column of twice the length, with the same beginning, and that value in the rest. */
export function grown<Column extends Int32Array | Uint8Array>(column: Column, rest = 0): Column {
  const longer = new (column.constructor as new (length: number) => Column)(column.length * 2);
  longer.set(column);
  if (rest !== 0) longer.fill(rest, column.length);
  return longer;
}
