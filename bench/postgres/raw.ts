import pg from "pg";
import { type Contender, inChunks, inFlight, measured, serving } from "./contender.ts";

/**
 * What cannot be undercut: for each job a statement that inserts a short row, one that updates it, found by its key, and one
 * that deletes it. Nobody is looked for, and nothing is in order.
 */
export async function raw(url: string, connections: number): Promise<Contender> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query("CREATE TABLE IF NOT EXISTS raw (id bigint PRIMARY KEY, payload text, taken boolean)");
  const { rows } = await pool.query("SELECT min(id) AS first, max(id) AS last FROM raw");
  let [first, last] = [Number(rows[0].first ?? 1), Number(rows[0].last ?? 0)];
  const payload = "x".repeat(40);
  const insert = "INSERT INTO raw SELECT id, $2, false FROM generate_series($1::bigint, $3::bigint) AS id";
  const put = (jobs: number) => {
    const from = last + 1;
    last += jobs;
    return pool.query({ name: "insert", text: insert, values: [from, payload, last] });
  };
  const take = "UPDATE raw SET taken = true WHERE id >= $1 AND id < $2";
  const finish = "DELETE FROM raw WHERE id >= $1 AND id < $2";
  return {
    name: "statements alone",
    enqueueAll: (jobs) => inChunks(jobs, connections, put),
    enqueueEach: (jobs, width) => inFlight(jobs, width, () => put(1)),
    serve: (jobs, lanes, batch, going) => {
      const takeSome = async () => {
        const values = [first, first + batch];
        first += batch;
        await pool.query({ name: "take", text: take, values });
        return values;
      };
      const finishThem = (values: number[]) => pool.query({ name: "finish", text: finish, values });
      return measured(() => serving(Math.ceil(jobs / batch), lanes, going, takeSome, finishThem));
    },
    close: () => pool.end(),
  };
}
