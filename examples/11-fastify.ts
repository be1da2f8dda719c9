/**
 * The line behind an HTTP interface, with Fastify. The same few lines do for Express or Hono.
 *
 *   npx tsx examples/11-fastify.ts
 */
import Fastify from "fastify";
import { type AgentDescription, type CaseInput, createCenter, type ErrorCode, ProximoError } from "proximo";

/** Whose fault it was: the caller's, unless it says otherwise. */
const statuses: { readonly [code in ErrorCode]?: number } = {
  UNKNOWN_TICKET: 404,
  DUPLICATE_TICKET: 409,
  TICKET_NOT_WAITING: 409,
  STALE_CLAIM: 410,
  CONSENT_REQUIRED: 403,
  OUTBOUND_REFUSED: 403,
  STORE_UNAVAILABLE: 503,
  STORE_FAILED: 503,
};

const center = await createCenter();
const app = Fastify();
app.addHook("onClose", () => center.close());

app.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof ProximoError)) return reply.send(error);
  return reply.code(statuses[error.code] ?? 400).send({ code: error.code, message: error.message });
});

app.post<{ Body: CaseInput }>("/tickets", async ({ body }, reply) => reply.code(201).send(await center.enqueue(body)));

app.get<{ Params: { id: string } }>("/tickets/:id/position", async ({ params }) => ({
  position: (await center.position(params.id)) ?? null,
}));

app.get("/urgency", () => center.urgency());

/** Who asks is for your authentication to say; here it is in the body. The token is all that settles the claim later. */
app.post<{ Body: AgentDescription }>("/next", async ({ body }, reply) => {
  const claim = await center.next(body);
  return claim === undefined ? reply.code(204).send() : { token: claim.token, ticket: claim.ticket };
});

app.post<{ Params: { token: string } }>("/claims/:token/complete", async ({ params }) => {
  const claim = await center.claim(params.token);
  if (claim === undefined) throw new ProximoError("STALE_CLAIM", "expected a claim that stands, got one that does not");
  return claim.complete();
});

// In earnest: `await app.listen({ port: 3000 })`. Here the requests come from this very page.
const post = (url: string, payload: object = {}) => app.inject({ method: "POST", url, payload });
const bad = await post("/tickets", { channel: "carrier pigeon" });
console.log(bad.statusCode, bad.json());

await post("/tickets", { id: "mail", channel: "email", contact: "maria" });
const chat = await post("/tickets", { id: "chat", channel: "webchat", contact: "ana" });
console.log(chat.statusCode, chat.json().state);
console.log("the red button:", (await app.inject("/urgency")).json().urgent);
console.log("your place:", (await app.inject("/tickets/mail/position")).json());

const { token, ticket } = (await post("/next", { id: "agent-7", channels: ["webchat"] })).json();
console.log("next:", ticket.id);
console.log("served:", (await post(`/claims/${token}/complete`)).json().state);
const again = await post(`/claims/${token}/complete`);
console.log("served twice:", again.statusCode, again.json().code);
console.log("nobody is left on web chat:", (await post("/next", { id: "agent-7", channels: ["webchat"] })).statusCode);
await app.close();
