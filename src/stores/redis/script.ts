import { sha1 } from "@noble/hashes/legacy";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

/**
 * Lua that scripts share.
 *
 * A script is compiled once, but each run makes its functions anew, and pays for every local that a function refers to. So
 * a library puts its functions into one table, and numbers with a name are written into the text.
 */
export interface Library {
  readonly uses?: readonly Library[];
  readonly constants?: Readonly<Record<string, number>>;
  readonly text: string;
}

export interface ScriptOptions {
  readonly uses: readonly Library[];
  /**
   * Refused where Redis is short of memory, before it begins. Everything else is let through: it reads, moves, or frees.
   * Redis would ask at each command otherwise, and could stop a script in the middle.
   */
  readonly grows?: boolean;
  /** It only reads, so that a replica may run it. */
  readonly reads?: boolean;
}

/**
 * A script, run by its SHA-1: one atomic step of Redis 7. The first line lets Redis refuse it before it begins, and holds
 * it to keys of one slot.
 */
export class Script {
  readonly text: string;
  #sha: string | undefined;

  constructor(body: string, { uses, grows = false, reads = false }: ScriptOptions) {
    const libraries = [...inOrder(uses)];
    const flags = [...(grows || reads ? [] : ["allow-oom"]), ...(reads ? ["no-writes"] : [])];
    const first = flags.length === 0 ? "#!lua" : `#!lua flags=${flags.join(",")}`;
    const constants = Object.assign({}, ...libraries.map((library) => library.constants));
    this.text = [first, ...libraries.map(({ text }) => text), body]
      .join("\n")
      .replace(/\b[A-Z_]{2,}\b/g, (name) => String(constants[name] ?? name));
  }

  get sha(): string {
    this.#sha ??= bytesToHex(sha1(utf8ToBytes(this.text)));
    return this.#sha;
  }
}

/** Each once, after those it uses. */
function inOrder(libraries: readonly Library[], found = new Set<Library>()): Set<Library> {
  for (const library of libraries) {
    inOrder(library.uses ?? [], found);
    found.add(library);
  }
  return found;
}
