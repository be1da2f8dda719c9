/** A question whose moments are settled. */
export interface Question {
  readonly purpose: string;
  readonly channel: string;
  readonly address?: string | undefined;
  readonly at: number;
  /** `EVERYTHING`, or only what had been recorded by then. */
  readonly knownAt: number;
}

/** After whatever was recorded. */
export const EVERYTHING = Number.POSITIVE_INFINITY;
