/** A benchmark of a wrong result is worth nothing: it stops the run. */
export function expectOrder(
  subject: string,
  drained: readonly ({ readonly id: string } | undefined)[],
  expected: readonly (string | undefined)[],
): void {
  if (drained.length !== expected.length) {
    throw new Error(`${subject}: expected ${expected.length} tickets, got ${drained.length}`);
  }
  const wrong = expected.findIndex((id, index) => drained[index]?.id !== id);
  if (wrong >= 0) {
    throw new Error(`${subject}: expected ${expected[wrong]} in place ${wrong + 1}, got ${drained[wrong]?.id}`);
  }
}

export function expectEqual(subject: string, what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${subject}: ${what}: expected ${expected}, got ${actual}`);
}
