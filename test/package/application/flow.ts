/**
 * An application that has installed Proximo. It is compiled as an ES module (.mts) and as CommonJS (.cts), with the
 * types of the language and Proximo's own and no others, and the result of each is run.
 */
import { type Claim, compareTickets, createCenter, ProximoError, type Ticket, TicketQueue } from "proximo";
import { type FreshStore, type ManualClock, manualClock } from "proximo/testing";

interface Order {
  readonly number: number;
}

type AreAny<Types extends unknown[]> = { [key in keyof Types]: 0 extends 1 & Types[key] ? true : false };
/** Declarations that a resolution mode does not find turn into `any`, and everything compiles. */
export const typed: AreAny<[Claim<Order>, Ticket, ManualClock, FreshStore["store"]]> = [false, false, false, false];

/** A center in which a callback comes due between two presses of Next. */
export async function center(): Promise<(string | undefined)[]> {
  const clock = manualClock(1_700_000_000_000);
  const center = await createCenter<Order>({ clock });
  await center.channels.set("whatsapp", { score: 80 });
  await center.enqueue({ id: "mail", channel: "email", contact: "bruno" });
  await center.enqueue({ id: "message", channel: "whatsapp", contact: "carla", data: { number: 7 } });
  await center.enqueue({ id: "call", channel: "voice", scheduledFor: clock.now() + 600_000 });
  await center.enqueue({ id: "chat", channel: "webchat", contact: { id: "ana", segments: ["vip"] } });

  const served: (string | undefined)[] = [];
  const press = async () => {
    const claim = await center.next({ id: "agent-7" });
    served.push(claim?.ticket.id);
    await claim?.complete();
  };
  await press();
  clock.advance(300_000);
  for (let presses = 0; presses < 4; presses++) await press();
  await center.close();
  return served;
}

/** The core alone: a line, and the order that it keeps. */
export function line(): { order: string[]; firstBeforeSecond: boolean } {
  const queue = new TicketQueue({ clock: manualClock(1_700_000_000_000) });
  queue.enqueue({ id: "usual", channel: "email" });
  queue.enqueue({ id: "important", channel: "email", contactScore: 90 });
  const order = queue.peek(2).map((ticket) => ticket.id);
  const [first, second] = [queue.standing("important"), queue.standing("usual")];
  return { order, firstBeforeSecond: compareTickets(first, second) < 0 };
}

/** What each entry point throws is caught as the one class that the front door exports. */
export function refusals(): string[] {
  const attempts = [() => new TicketQueue().enqueue({ id: "t", channel: "carrier pigeon" }), () => manualClock(-1)];
  return attempts.map((attempt) => {
    try {
      attempt();
      return "nothing was thrown";
    } catch (error) {
      return error instanceof ProximoError ? error.code : "another class";
    }
  });
}
