interface Keyed<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** As `Map.prototype.getOrInsertComputed`, which Node 20 does not have. */
export function getOrInsertComputed<Key, Value>(map: Keyed<Key, Value>, key: Key, compute: (key: Key) => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = compute(key);
    map.set(key, value);
  }
  return value;
}

/** As `Map.groupBy`, which Node 20 does not have. */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) getOrInsertComputed(groups, keyOf(item), () => []).push(item);
  return groups;
}
