import { existsSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { run } from "../run.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The repository. */
    root: string;
    /** What would be published. */
    tarball: string;
    /** An application of its own, outside the repository, that has installed the tarball and nothing else. */
    application: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Packs the built package and installs it in an empty folder, once for all tests of this folder. */
export default async function install(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(root, "dist/index.js"))) {
    throw new Error("test/package tests what is published, and dist/ is missing: run `npm run build` first");
  }
  const application = await mkdtemp(join(tmpdir(), "proximo-package-"));
  const packed = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", application], root);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const tarball = join(application, filename);

  await writeFile(join(application, "package.json"), JSON.stringify({ private: true }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], application);
  const flow = join(root, "test/package/application/flow.ts");
  for (const kind of ["flow.mts", "flow.cts"]) await copyFile(flow, join(application, kind));

  project.provide("root", root);
  project.provide("tarball", tarball);
  project.provide("application", application);
  return () => rm(application, { recursive: true });
}
