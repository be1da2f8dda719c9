import TinyQueue from "tinyqueue";

/** Several ordered sequences as one: each next is found when it is asked for, in O(log sequences). */
export function merged<T>(sequences: readonly Iterable<T>[], compare: (a: T, b: T) => number): Iterable<T> {
  return sequences.length === 1 ? sequences[0] : mergedMany(sequences, compare);
}

function* mergedMany<T>(sequences: readonly Iterable<T>[], compare: (a: T, b: T) => number): Iterable<T> {
  const heads = new TinyQueue<{ value: T; rest: Iterator<T> }>([], (a, b) => compare(a.value, b.value));
  const advance = (rest: Iterator<T>) => {
    const { done, value } = rest.next();
    if (!done) heads.push({ value, rest });
  };
  for (const sequence of sequences) advance(sequence[Symbol.iterator]());
  for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
    yield head.value;
    advance(head.rest);
  }
}
