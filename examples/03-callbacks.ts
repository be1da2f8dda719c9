/**
 * A callback joins the line 5 minutes before its time, to the millisecond. Time is a parameter: here it is moved by hand.
 *
 *   npx tsx examples/03-callbacks.ts
 */
import { setImmediate } from "node:timers/promises";
import { createCenter } from "proximo";
import { manualClock } from "proximo/testing";

const clock = manualClock(new Date("2026-11-23T14:00:00Z")); // yours: leave it out, and it is the system's
const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const tell = (...words: unknown[]) => console.log(new Date(clock.now()).toISOString().slice(11, 23), ...words);

const center = await createCenter({ clock });
center.on("promoted", ({ ticket }) => tell("joins the line:", ticket.id));
center.on("urgency", ({ urgent }) => tell(urgent ? "the button turns red" : "no longer red"));
const until = async (time: string) => {
  clock.set(at(time));
  await setImmediate(); // what time brings is told once whoever moved the clock lets go
};

await center.enqueue({ id: "callback", channel: "voice", contact: "ana", scheduledFor: at("15:00:00") });
await center.enqueue({ id: "mail", channel: "email", contact: "rui" });
const { waiting, held } = await center.counts();
tell(`waiting ${waiting}, held ${held}`);

await until("14:54:59.999");
tell("next:", (await center.urgency()).next?.id);
await until("14:55:00");
tell("next:", (await center.urgency()).next?.id);

const claim = await center.next({ id: "agent-7" });
await claim?.release({ scheduledFor: at("16:00:00") }); // "call me back at four"
tell("now", (await center.get("callback"))?.state);

await until("17:00:00"); // nobody was here at 15:55: it is in the line all the same, since then
const late = await center.next({ id: "agent-7" });
tell("next:", late?.ticket.id);
await late?.complete();
await center.close();
