import type { Case, ConsentFile } from "proximo";
import { type Fault, over } from "./fault.ts";

/** In what is kept, told and forgotten. */
export const keepingFaults: { readonly [fault: string]: Fault } = {
  "a person whose tickets are still in the cache": {
    breaks: ["erasure: once a person is erased, nothing that was put in for them comes back"],
    members: (real) => {
      const cache = new Map<string, Case>();
      return {
        ticket: async (id) => {
          const ticket = await real.ticket(id);
          if (ticket !== undefined) cache.set(id, ticket);
          return ticket ?? cache.get(id);
        },
      };
    },
  },

  "a person who is still in the decision log": {
    breaks: [
      "erasure: once a person is erased, nothing that was put in for them comes back",
      "erasure: counts stay, without a name",
    ],
    members: (real) => ({ outbound: over(real.outbound, { erase: () => {} }) }),
  },

  "a person whose consent parts were only marked": {
    breaks: ["erasure: once a person is erased, nothing that was put in for them comes back"],
    members: (real) => ({
      consent: over(real.consent, { append: ({ erased: _, ...addition }) => real.consent.append(addition) }),
    }),
  },

  "a file of consent that is still in the cache": {
    breaks: ["consent: a file that was read is read anew once something of it is deleted or kept"],
    members: (real) => {
      const cache = new Map<string | null, ConsentFile>();
      return {
        consent: over(real.consent, {
          file: async (contact) => {
            const file = await real.consent.file(contact);
            const known = cache.get(contact);
            if (known?.entries.length === file.entries.length) return known;
            const copy = { entries: [...file.entries] };
            cache.set(contact, copy);
            return copy;
          },
        }),
      };
    },
  },

  "amounts of two decimals": {
    breaks: ["tallies: an amount may have a fraction, or be negative; integers are exact"],
    members: (real) => ({
      tallies: over(real.tallies, {
        add: (tallies) =>
          real.tallies.add(tallies.map((tally) => ({ ...tally, amount: Math.round(tally.amount * 100) / 100 }))),
      }),
    }),
  },

  "times kept as seconds": {
    breaks: [
      "order: then who waits the longest: a message that comes in late goes where its time says",
      "values: times reach from 0 to 8.64e15, to the millisecond",
    ],
    members: (real) => ({
      enqueue: ({ ticket, ...entry }, clearance) => {
        const receivedAt = ticket.receivedAt && Math.floor(ticket.receivedAt / 1_000) * 1_000;
        return real.enqueue({ ...entry, ticket: { ...ticket, receivedAt } }, clearance);
      },
    }),
  },

  "text that ends at NUL": {
    breaks: ["values: data and attributes come back equal, whatever JSON they are"],
    members: (real) => ({
      enqueue: ({ ticket, ...entry }, clearance) => {
        const { data } = ticket;
        const cut = typeof data === "string" ? data.split("\u0000")[0] : data;
        return real.enqueue({ ...entry, ticket: { ...ticket, data: cut } }, clearance);
      },
    }),
  },

  "names that differ in their accents only, taken for one": {
    breaks: ["names: any name names one thing, and comes back as it was"],
    members: (real) => ({
      enqueue: ({ ticket, ...entry }, clearance) =>
        real.enqueue({ ...entry, ticket: { ...ticket, id: ticket.id.normalize() } }, clearance),
    }),
  },

  "a deaf ear": {
    breaks: ["messages: what is broadcast is heard, by everybody who listens, in order"],
    members: () => ({ broadcast: () => {} }),
  },

  "more forgotten at once than asked for": {
    breaks: ["changes: closed tickets are forgotten, the longest closed first"],
    members: (real) => ({ purge: (before, _limit) => real.purge(before, Number.POSITIVE_INFINITY) }),
  },
};
