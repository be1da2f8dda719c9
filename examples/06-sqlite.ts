/**
 * A line that outlives its process: embedded, durable, one file.
 *
 *   npx tsx examples/06-sqlite.ts [FILE]
 */
import Database from "libsql"; // or better-sqlite3; or node:sqlite's DatabaseSync
import { createCenter } from "proximo";
import { sqliteStore } from "proximo/sqlite";

const file = process.argv[2] ?? "center.db";
const open = () => createCenter({ store: sqliteStore({ database: new Database(file) }) });

const monday = await open();
await monday.enqueue({ channel: "email", contact: "maria" });
await monday.enqueue({ channel: "sms", contact: "rui" });
const claim = await monday.next({ id: "agent-7" });
console.log("claimed:", claim?.ticket.contact);
await monday.close(); // a crash would do as well: whatever was answered is in the file

const tuesday = await open();
const again = await tuesday.claim(claim?.token ?? "");
console.log("still held by", again?.agent);
await again?.complete();
const next = await tuesday.next({ id: "agent-8" });
console.log("next:", next?.ticket.contact);
await next?.complete();
await tuesday.close();
