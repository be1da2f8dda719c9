import type { ChannelSetting, Mix } from "./traffic.ts";

const settings = (scores: Readonly<Record<string, number>>): ChannelSetting[] =>
  Object.entries(scores).map(([id, score]) => ({ id, score, absolute: id === "webchat" }));

const SCORES = {
  webchat: 50,
  voice: 90,
  video: 85,
  whatsapp: 80,
  telegram: 70,
  facebook: 65,
  viber: 60,
  rcs: 55,
  sms: 45,
  form: 40,
  email: 30,
};

/** Eleven channels, each with a score of its own, and contacts of every score. */
export const scored: Mix = {
  name: "scored",
  channels: settings(SCORES),
  contactScore: (random) => 1 + Math.floor(random() * 100),
};

/** Nothing configured: every score is 50, and only webchat and the time of arrival decide. */
export const unconfigured: Mix = {
  name: "all scores 50",
  channels: settings(Object.fromEntries(Object.keys(SCORES).map((id) => [id, 50]))),
  contactScore: () => 50,
};

/** A backlog put in with the newest first: every ticket is late. */
export const reversed: Mix = { ...scored, name: "scored, newest first", newestFirst: true };

/** How many sets of skills the tickets of `skilled` require. */
export const SETS = 10_000;
export const skills = Array.from({ length: 40 }, (_, index) => `skill-${index}`);

/** Every one, two or three of the 40 skills, as far as `SETS` of them: 40 ones, 780 twos, 9,180 threes. */
const sets = [
  ...skills.map((skill) => [skill]),
  ...skills.flatMap((one, i) => skills.slice(i + 1).map((two) => [one, two])),
  ...skills.flatMap((one, i) =>
    skills.slice(i + 1).flatMap((two, j) => skills.slice(i + j + 2).map((three) => [one, two, three])),
  ),
].slice(0, SETS);

/** As `scored`, each ticket requiring one to three skills. */
export const skilled: Mix = {
  ...scored,
  name: "10,000 skill sets",
  skills: (random) => sets[Math.floor(random() * SETS)]!,
};
