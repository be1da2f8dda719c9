import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { full, type Question, quick } from "./harness/question.ts";

const questions: Readonly<Record<string, () => Promise<Question>>> = {
  "fill-and-drain": () => import("./fill-and-drain.ts"),
  "steady-state": () => import("./steady-state.ts"),
  cancelling: () => import("./cancelling.ts"),
  rescoring: () => import("./rescoring.ts"),
  position: () => import("./position.ts"),
  "next-by-channels": () => import("./next-by-channels.ts"),
  "next-by-skills": () => import("./next-by-skills.ts"),
  bytes: () => import("./bytes.ts"),
  size: () => import("./size.ts"),
  pause: () => import("./pause.ts"),
  growth: () => import("./growth.ts"),
  consent: () => import("./consent.ts"),
  authorize: () => import("./authorize.ts"),
  staffing: () => import("./staffing.ts"),
  simulation: () => import("./simulation.ts"),
  prediction: () => import("./prediction.ts"),
  redis: () => import("./redis.ts"),
  sqlite: () => import("./sqlite.ts"),
  distribute: () => import("./distribute.ts"),
  postgres: () => import("./postgres.ts"),
};

const HELP = `npm run bench -- [--quick] [--cpu] [NAME …]

--quick   fewer samples, and no 1,000,000 tickets
--cpu     processor time instead of time, for a machine that is busy with other things (too coarse for growth at 1,000)
NAME      ${Object.keys(questions).join(", ")}`;

const flags = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));

/** Each question in a process of its own, so that what one taught the compiler does not colour the next. */
function ask(name: string): void {
  const { status } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), name, ...flags],
    {
      stdio: "inherit",
    },
  );
  if (status !== 0) process.exitCode = 1;
}

async function answer(name: string): Promise<void> {
  const question = await questions[name]!();
  console.log(`\n# ${question.title}`);
  await question.run(flags.includes("--quick") ? quick : full);
}

if (
  flags.some((flag) => flag !== "--quick" && flag !== "--cpu") ||
  names.some((name) => !Object.hasOwn(questions, name))
) {
  console.error(HELP);
  process.exitCode = flags.includes("--help") ? 0 : 1;
} else if (names.length === 1) {
  await answer(names[0]!);
} else {
  (names.length > 0 ? names : Object.keys(questions)).forEach(ask);
}
