import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";
import { expect, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { freshDatabase } from "../../servers/postgres.ts";

const NAME = "maria-the-unmistakable";
const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };

describeOn("postgres", "an erasure in PostgreSQL", (url) => {
  test("leaves no row that names the person", async () => {
    const database = await freshDatabase(url);
    const pool = new pg.Pool({ connectionString: database.url, max: 4 });
    const center = await createCenter({ store: postgresStore({ pool }) });
    const { consent, outbound } = center;
    await consent.definePurpose({ id: "offers", description: "Our offers", basis: "consent", notice });
    const asked = { controller: `Acme for ${NAME}`, statement: `Yes, says ${NAME}`, act: "checkbox" } as const;
    await consent.grant({ contact: NAME, purposes: ["offers"], channels: "any", evidence: { form: NAME }, ...asked });
    const contact = { id: NAME, segments: [`${NAME}s`], attributes: { name: NAME } };
    for (const [id, rest] of Object.entries({
      waiting: {},
      held: { scheduledFor: Date.now() + 1e9 },
      closed: {},
      active: {},
    }))
      await center.enqueue({ id: `${NAME}-${id}`, channel: "email", contact, data: { of: NAME }, ...rest });
    await center.take(`${NAME}-active`, { id: "ana" });
    await (await center.take(`${NAME}-closed`, { id: "ana" }))?.complete();
    const to = { channel: "whatsapp", contact: NAME, purpose: "offers", address: NAME } as const;
    await center.enqueue({ id: `${NAME}-out`, direction: "outbound", ...to });
    await outbound.authorize(to);
    await outbound.delivered({ channel: "whatsapp", contact: NAME, id: NAME });
    await outbound.received({ channel: "whatsapp", contact: NAME, text: "hello" });
    const tables = (await pool.query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'proximo'")).rows;
    const named = async () => {
      const found: string[] = [];
      for (const { name } of tables) {
        const { rows } = await pool.query(`SELECT FROM proximo.${name} t WHERE t::text LIKE '%${NAME}%'`);
        if (rows.length > 0) found.push(name);
      }
      return found.sort();
    };
    expect(await named()).toEqual(["decisions", "line", "parts", "reach", "standings", "tickets", "told"]);
    await consent.erase({ contact: NAME });
    expect(await named()).toEqual([]);
    expect(await consent.verify()).toMatchObject({ ok: true });
    await center.close();
    await pool.end();
    await database.drop();
  });
});
