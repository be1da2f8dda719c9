/**
 * A value at once, or later: whoever asks awaits either.
 *
 * @example
 * const held: Awaitable<Checkpoint> = { size: 0, head: "0".repeat(64) }; // a store may answer so, or with a promise
 */
export type Awaitable<Value> = Value | PromiseLike<Value>;

export function isPromise<Value>(value: Awaitable<Value>): value is PromiseLike<Value> {
  return typeof (value as { readonly then?: unknown } | undefined)?.then === "function";
}

/** Goes on with a value: at once where it is there, later where it is promised. So what need not wait is never interrupted. */
export function followed<Value, Next>(
  value: Awaitable<Value>,
  next: (value: Value) => Awaitable<Next>,
): Awaitable<Next> {
  return isPromise(value) ? value.then(next) : next(value);
}

/** What a step gives or, where it fails at once or later, what is made of its error. */
export function recovered<Value>(step: () => Awaitable<Value>, recover: (error: unknown) => Value): Awaitable<Value> {
  try {
    const value = step();
    return isPromise(value) ? value.then(undefined, recover) : value;
  } catch (error) {
    return recover(error);
  }
}

/** Every one of the values: at once where none is promised. */
export function everyOne<Value>(values: readonly Awaitable<Value>[]): Awaitable<readonly Value[]> {
  return values.some(isPromise) ? Promise.all(values) : (values as readonly Value[]);
}

/** Goes on with two values, as `followed` with one. */
export function followedBoth<First, Second, Next>(
  first: Awaitable<First>,
  second: Awaitable<Second>,
  next: (first: First, second: Second) => Awaitable<Next>,
): Awaitable<Next> {
  return isPromise(first) || isPromise(second)
    ? Promise.all([first, second]).then(([one, other]) => next(one, other))
    : next(first, second);
}
