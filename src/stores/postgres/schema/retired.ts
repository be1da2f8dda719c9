/** The functions of version 1 that later ones do not have, or call with something else. A schema that is new has none of them. */
export const retiredFrom1 = `
DROP VIEW IF EXISTS cases, ranks;
DROP FUNCTION IF EXISTS agenda(bigint, bigint);
DROP FUNCTION IF EXISTS changed(tickets, text, boolean, smallint, boolean, bigint, text[]);
DROP FUNCTION IF EXISTS claim(text, bigint, bigint);
DROP FUNCTION IF EXISTS claim_cleared(text[], text[], text, text, text, text, boolean, boolean, bigint, bigint, bigint);
DROP FUNCTION IF EXISTS claim_next(text[], text[], text[], text[], bigint, bigint);
DROP FUNCTION IF EXISTS claim_ticket(text, text[], text[], text, text, text, text, boolean, boolean, bigint, bigint, bigint);
DROP FUNCTION IF EXISTS claims(text, bigint, bigint);
DROP FUNCTION IF EXISTS counts(bigint, bigint);
DROP FUNCTION IF EXISTS enqueue(text[], text[], text[], smallint[], bigint[], bigint[], text[], json[], text[], smallint[], integer[], bigint, bigint);
DROP FUNCTION IF EXISTS enqueue_outbound(text, text, text, text, text, text, smallint, bigint, bigint, text[], json, text, smallint, integer, text, boolean, boolean, bigint, bigint, bigint);
DROP FUNCTION IF EXISTS first_1(text[], text[], bigint[]);
DROP FUNCTION IF EXISTS first_20(text[], text[], bigint[]);
DROP FUNCTION IF EXISTS first_80(text[], text[], bigint[]);
DROP FUNCTION IF EXISTS heads(text[], text[], bigint[], integer);
DROP FUNCTION IF EXISTS inquiries(text, bigint, bigint);
DROP FUNCTION IF EXISTS lane_of(text, boolean, text[]);
DROP FUNCTION IF EXISTS let_in(bigint, bigint);
DROP FUNCTION IF EXISTS peek(bigint, text[], text[], bigint, bigint);
DROP FUNCTION IF EXISTS place(text, bigint, bigint);
DROP FUNCTION IF EXISTS release(text, text, boolean, smallint, boolean, bigint, text[], text, text, boolean, boolean, bigint, bigint, bigint);
DROP FUNCTION IF EXISTS reopen(text, text, bigint, bigint);
DROP FUNCTION IF EXISTS set_channel(text, smallint, boolean, boolean, boolean, boolean);
DROP FUNCTION IF EXISTS shown(tickets, text, bigint, bigint);
DROP FUNCTION IF EXISTS take(head[], text[], text[], bigint);
DROP FUNCTION IF EXISTS ticket(text, bigint, bigint);
DROP FUNCTION IF EXISTS to_rescore(integer, integer, bigint, bigint);
DROP FUNCTION IF EXISTS update_ticket(text, text, boolean, smallint, boolean, bigint, text[], text, text, boolean, boolean, bigint, bigint, bigint);
DROP FUNCTION IF EXISTS withdraw(text, text, bigint, bigint);
`;

/** Those of version 2, likewise. */
export const retiredFrom2 = `
DROP FUNCTION IF EXISTS also_waiting(text, bigint[]);
DROP FUNCTION IF EXISTS claim_first(text[], text[], text, text[], text[], bigint);
DROP FUNCTION IF EXISTS first_1(text[], text[], text, bigint[]);
DROP FUNCTION IF EXISTS holdings(text[]);
DROP FUNCTION IF EXISTS take(head[], text[], text[], text, bigint, json, bigint);
`;

/** Those of version 3, likewise. */
export const retiredFrom3 = `
DROP FUNCTION IF EXISTS first_20(text[], text[], text, bigint[]);
DROP FUNCTION IF EXISTS first_80(text[], text[], text, bigint[]);
`;

/** Those of version 4, likewise. */
export const retiredFrom4 = `
DROP FUNCTION IF EXISTS also_waiting(text, bigint);
DROP FUNCTION IF EXISTS enqueue(text[], text[], text[], smallint[], bigint[], bigint[], text[], json[], text[], smallint[], integer[], text[], bigint[], bigint, bigint);
`;

/** Version 5 lacked functions only. */
export const retiredFrom5 = "";

/** Version 6 had the functions of now, which did something else. */
export const retiredFrom6 = "";

/** Version 7 had these, and some of the functions of now, which answered with objects. */
export const retiredFrom7 = `
DROP FUNCTION IF EXISTS happened(text, text, text, text, bigint, bigint, bigint, bigint, bigint[], text[], boolean[]);
DROP FUNCTION IF EXISTS set_stopped(text, text, bigint);
`;

/** Version 8 had this, and some of the functions of now, which told less, or in another order. */
export const retiredFrom8 = `
DROP FUNCTION IF EXISTS accept(text, bigint);
`;

/** Version 11 lacked a function, and had the others of now, which told less. */
export const retiredFrom11 = "";
