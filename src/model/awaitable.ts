/** A value at once, or later: whoever asks awaits either. */
export type Awaitable<Value> = Value | PromiseLike<Value>;
