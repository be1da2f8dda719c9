/**
 * What becomes of contacts: of all, of a channel's, of those of one contact score. Times are milliseconds.
 *
 * @example
 * const { served, abandoned, averageWait } = (await simulate(monday)).total; // an Estimate each, of `Figures<Estimate>`
 */
export interface Figures<Value = number> {
  readonly arrived: Value;
  readonly served: Value;
  /** They left before an agent had them. */
  readonly abandoned: Value;
  /** They still waited when all was over: nobody came who could serve them. */
  readonly unanswered: Value;
  /** The part of all who came that left. */
  readonly abandonProbability: Value;
  /** The part of all who came that was not served at once. */
  readonly waitProbability: Value;
  /** Of all who came; those who were not served count with the time they waited. */
  readonly averageWait: Value;
  readonly averageWaitOfServed: Value;
  /** 95 % of those who were served waited no longer. */
  readonly p95Wait: Value;
  /** The part of all who came that was served within the target. */
  readonly serviceLevel: Value;
  /** Of those who were served, by the agents who had them; wrap-up is not counted. */
  readonly averageHandlingTime: Value;
}

const NAMES = [
  "arrived",
  "served",
  "abandoned",
  "unanswered",
  "abandonProbability",
  "waitProbability",
  "averageWait",
  "averageWaitOfServed",
  "p95Wait",
  "serviceLevel",
  "averageHandlingTime",
] as const satisfies readonly (keyof Figures)[];

/** Figures made figure by figure. */
export function figuresOf<Value>(make: (name: keyof Figures) => Value): Figures<Value> {
  return Object.fromEntries(NAMES.map((name) => [name, make(name)])) as Record<keyof Figures, Value>;
}
