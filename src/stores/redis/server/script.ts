import { sha1 } from "@noble/hashes/legacy";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { assembled, type Library } from "./assembly.ts";

export type { Library } from "./assembly.ts";

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
  #text: string | undefined;
  #sha: string | undefined;

  constructor(
    private readonly body: string,
    private readonly options: ScriptOptions,
  ) {}

  /** Put together once it is asked for: a program runs few of them. */
  get text(): string {
    this.#text ??= textOf(this.body, this.options);
    return this.#text;
  }

  get sha(): string {
    this.#sha ??= bytesToHex(sha1(utf8ToBytes(this.text)));
    return this.#sha;
  }
}

function textOf(body: string, { uses, grows = false, reads = false }: ScriptOptions): string {
  const libraries = [...inOrder(uses)];
  const flags = [...(grows || reads ? [] : ["allow-oom"]), ...(reads ? ["no-writes"] : [])];
  const first = flags.length === 0 ? "#!lua" : `#!lua flags=${flags.join(",")}`;
  const constants = Object.assign({}, ...libraries.map((library) => library.constants));
  const text = `${first}\n${assembled(libraries, body)}`;
  return text.replace(/\b[A-Z_]{2,}\b/g, (name) => String(constants[name] ?? name));
}

/** Each once, after those it uses. */
function inOrder(libraries: readonly Library[], found = new Set<Library>()): Set<Library> {
  for (const library of libraries) {
    inOrder(library.uses ?? [], found);
    found.add(library);
  }
  return found;
}
