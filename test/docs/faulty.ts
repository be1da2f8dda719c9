interface Hidden {
  readonly name: string;
}

/** See {@link nowhere}. */
export function linked(): void {}

export function undocumented(): void {}

/**
 * Speaks of what nobody can look up.
 *
 * @example
 * leaking().name; // → "hidden"
 */
export function leaking(): Hidden {
  return { name: "hidden" };
}
