import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Of the pages in a folder, the links that lead to no file in it, or to no place in that file. */
export async function deadLinks(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".html"));
  const pages = new Map<string, string>();
  for (const name of names) pages.set(join(folder, name), await readFile(join(folder, name), "utf8"));

  return [...pages].flatMap(([page, text]) => {
    const links = [...text.matchAll(/<a [^>]*href="(?!\w+:|#")([^"]*)"/g)].map(([, link = ""]) => link);
    return links
      .filter((link) => {
        const [path = "", place] = link.split("#");
        const target = path === "" ? page : join(dirname(page), path);
        const known = pages.get(target);
        if (known === undefined) return target.endsWith(".html") || !/\.\w+$/.test(target) || !existsSync(target);
        return place !== undefined && !known.includes(`id="${decodeURIComponent(place)}"`);
      })
      .map((link) => `${page.slice(folder.length + 1)}: ${link}`);
  });
}
