/** How much to measure. */
export interface Options {
  /** How many tickets wait. */
  readonly sizes: readonly number[];
  /** Samples of each subject at a size. */
  rounds(size: number): number;
}

/** A file of this folder that answers one question, printing what it finds; it throws where a result is wrong. */
export interface Question {
  readonly title: string;
  run(options: Options): Promise<void>;
}

export const full: Options = {
  sizes: [1_000, 100_000, 1_000_000],
  rounds: (size) => (size < 10_000 ? 31 : size < 1_000_000 ? 11 : 3),
};

export const quick: Options = { sizes: [1_000, 100_000], rounds: (size) => (size < 10_000 ? 9 : 3) };

/** Tickets in a sample at the least: a line of 1,000 is filled this often, so that a sample lasts about 20 ms or more. */
const FEWEST_TICKETS = 100_000;

export const linesOf = (size: number): number => Math.ceil(FEWEST_TICKETS / size);
