/** A piece of code in a Markdown text. */
export interface Snippet {
  /** The line of the text on which the code begins, from 1. */
  readonly line: number;
  readonly code: string;
}

/** Every block fenced as ```ts, at the margin or indented. */
export function snippetsOf(markdown: string): Snippet[] {
  return [...markdown.matchAll(/^( *)```ts\n(.*?)^\1```$/gms)].map((block) => ({
    line: markdown.slice(0, block.index).split("\n").length + 1,
    code: (block[2] as string).replaceAll(new RegExp(`^${block[1]}`, "gm"), ""),
  }));
}
