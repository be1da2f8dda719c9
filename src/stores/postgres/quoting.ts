/** An identifier, whatever is in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text, where no parameter can be. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

type Item = string | number | boolean | null | undefined;

/**
 * An array as PostgreSQL writes it. Every parameter goes as text and is cast in the statement: what a client makes of a
 * JavaScript array, or of a type that the application has parsers for, does not matter then.
 */
export function arrayOf(items: readonly Item[]): string {
  const written = items.map((item) => {
    if (item === null || item === undefined) return "NULL";
    return typeof item === "string" ? quoted(item) : item;
  });
  return `{${written.join(",")}}`;
}

const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;

function quoted(text: string): string {
  return `"${SPECIAL.test(text) ? text.replace(EACH_SPECIAL, "\\$&") : text}"`;
}
