import { memoryStore } from "proximo";
import { type Fault, over } from "./fault.ts";

/** In what may go out. */
export const gateFaults: { readonly [fault: string]: Fault } = {
  "a clearance that is good for ever": {
    breaks: [
      "grounds: a revocation",
      "grounds: a stop at the platform, and its end",
      "grounds: another channel of the ticket",
    ],
    members: (real) => ({
      claimNext: async (agent, token, clearance) => {
        const now = await real.claimNext(agent, token);
        if (clearance === undefined || now.inquiry?.ticket.id !== clearance.id) return now;
        return real.claimNext(agent, token, { ...clearance, basis: now.inquiry.basis });
      },
    }),
  },

  "a revocation that the claim does not notice": {
    breaks: ["grounds: a revocation"],
    members: (real) => {
      const elsewhere = memoryStore().consent;
      return {
        consent: over(real.consent, {
          append: async (addition) =>
            (addition.link.entry.kind === "revocation" ? elsewhere : real.consent).append(addition),
        }),
      };
    },
  },

  "a way round the gate": {
    breaks: [
      "gate: an outbound ticket does not enter before the gate was asked",
      "gate: refused at the door, a ticket is cancelled, or held until the gate is asked again",
    ],
    members: (real) => ({
      enqueue: async (entry) => {
        const asking = await real.enqueue(entry);
        if (!("inquiry" in asking)) return asking;
        const { ticket, basis } = asking.inquiry;
        return real.enqueue(entry, { id: ticket.id, basis, verdict: { allowed: true, reasons: [], final: false } });
      },
    }),
  },

  "a chain that forks": {
    breaks: [
      "consent: an entry that does not extend the head is not kept",
      "competition: of many entries that extend the same head, one goes in",
    ],
    members: (real) => ({
      consent: over(real.consent, {
        append: async (addition) => ({ ...(await real.consent.append(addition)), appended: true }),
      }),
    }),
  },

  "a sender who is judged by all that ever happened": {
    breaks: ["outbound: sender and template are judged by what is in the window"],
    members: (real) => ({
      outbound: over(real.outbound, {
        happened: (occurrence, serviceWindow, windows, judge) =>
          real.outbound.happened(occurrence, serviceWindow, { ...windows, quality: windows.now }, judge),
      }),
    }),
  },

  "a limit that is looked at before, and not in the step": {
    breaks: ["competition: of many who ask for room at once, no more get it than there is"],
    members: (real) => ({
      outbound: over(real.outbound, {
        record: async (decision, reservation) => {
          if (reservation === undefined) return real.outbound.record(decision);
          const { at: now, window: volume, limit } = reservation;
          const { reach } = await real.outbound.standing(decision.contact, decision, { now, volume, quality: 0 });
          await undefined;
          if (reach.count >= limit && !reach.included) return undefined;
          return real.outbound.record(decision, { ...reservation, limit: Number.MAX_SAFE_INTEGER });
        },
      }),
    }),
  },

  "a wish that is compared before, and not in the step": {
    breaks: ["wishes: told at once by many, the latest stands"],
    members: (real) => ({
      outbound: over(real.outbound, {
        setWish: async (contact, channel, wants, at) => {
          const { contact: known } = await real.outbound.standing(
            contact,
            { channel },
            { now: at, volume: 0, quality: 0 },
          );
          await undefined;
          if (at < (known.stoppedSince ?? known.resumedSince ?? at)) return;
          real.outbound.erase(contact);
          real.outbound.setWish(contact, channel, wants, at);
        },
      }),
    }),
  },

  "a resume that leaves nothing behind": {
    breaks: ["wishes: the latest wish stands, in whatever order they are told"],
    members: (real) => ({
      outbound: over(real.outbound, {
        setWish: async (contact, channel, wants, at) => {
          const { contact: known } = await real.outbound.standing(
            contact,
            { channel },
            { now: at, volume: 0, quality: 0 },
          );
          if (wants === "resumed" && at >= (known.stoppedSince ?? at)) real.outbound.erase(contact);
          else await real.outbound.setWish(contact, channel, wants, at);
        },
      }),
    }),
  },

  "a message that is looked for before, and not in the step": {
    breaks: [
      "repeats: what is told again happened when it was told first",
      "repeats: told by many at once, it counts once",
    ],
    members: (real) => {
      const known = new Map<string, number>();
      return {
        outbound: over(real.outbound, {
          happened: async ({ message, ...occurrence }, ...rest) => {
            const what = JSON.stringify([message, occurrence.kind, occurrence.contact, occurrence.channel]);
            const before = message === undefined ? undefined : known.get(what);
            await undefined;
            known.set(what, before ?? occurrence.at);
            return before ?? real.outbound.happened(occurrence, ...rest);
          },
        }),
      };
    },
  },

  "a message told again that is known for ever, and by its id alone": {
    breaks: [
      "repeats: another message, contact or channel is another matter, and so is a message without an id",
      "repeats: a message is known for as long as the longest window looks back",
      "repeats: of an erased contact no message is known",
    ],
    members: (real) => {
      const known = new Map<string, number>();
      return {
        outbound: over(real.outbound, {
          happened: ({ message, ...occurrence }, ...rest) => {
            const what = JSON.stringify([message, occurrence.kind]);
            const before = message === undefined ? undefined : known.get(what);
            known.set(what, before ?? occurrence.at);
            return before ?? real.outbound.happened(occurrence, ...rest);
          },
        }),
      };
    },
  },
};
