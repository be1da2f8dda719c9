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
  return `{${items.map((item) => (item === null || item === undefined ? "NULL" : quoted(String(item)))).join(",")}}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
