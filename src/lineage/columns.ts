/** A column of twice the length, with the same beginning. */
export function grown<Column extends Int32Array | Uint8Array>(column: Column): Column {
  const longer = new (column.constructor as new (length: number) => Column)(column.length * 2);
  longer.set(column);
  return longer;
}
