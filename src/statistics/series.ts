/** What statistics are told by. */
const SUBJECTS = ["channel", "agent", "skill"] as const;

export type Subject = (typeof SUBJECTS)[number];

/** JSON keeps any name apart from any other, and free of what a database does not store. */
export function seriesOf(subject: Subject, name: string): string {
  return JSON.stringify([subject, name]);
}

/** Undefined for a series that is something else's. */
export function subjectOf(series: string): Subject | undefined {
  return SUBJECTS.find((one) => series.startsWith(`["${one}",`));
}

/** The subject with its name. */
export function subjectIn(series: string): readonly [subject: Subject, name: string] | undefined {
  return subjectOf(series) && JSON.parse(series);
}

/** Counts that are told as they are. */
export const COUNTS = ["arrived", "completed", "shortAbandoned", "cancelled", "offered", "refused", "lapsed"] as const;

/** Durations that are told by their mean and quantiles; each is counted in a bucket of its sketch. */
export const DURATIONS = ["wait", "timeToAbandon", "handling", "wrapUp"] as const;

export type Count = (typeof COUNTS)[number];
export type Duration = (typeof DURATIONS)[number];
/** Times that an agent's are added up of, each in the interval in which they passed. */
export type Span = "busy" | "available";

/** `inTarget`: answered within the service-level target that held then. */
export type Measure = Count | "inTarget" | Span | `${Duration}Sum` | `${Duration}@${number}`;

/** The duration that a measure counts a bucket of, and the bucket. */
export function bucketIn(measure: string): readonly [duration: Duration, bucket: number] | undefined {
  const [name, bucket] = measure.split("@");
  const duration = DURATIONS.find((one) => one === name);
  return duration === undefined || bucket === undefined ? undefined : [duration, Number(bucket)];
}
