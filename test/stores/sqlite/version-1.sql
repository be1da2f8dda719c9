-- What a file of schema version 1 has in its tables, as the store of that version wrote it.
INSERT INTO counters (name, value) VALUES
  ('arrivals', 10),
  ('claims', 2),
  ('closings', 2),
  ('held', 2),
  ('promotions', 2),
  ('told', 1);
INSERT INTO channels (place, id, score, absolute, enabled, inbound, outbound) VALUES
  (1, 'fax', 7, 0, 1, 1, 0),
  (2, 'email', 90, 0, 0, 1, 1);
UPDATE rules SET version = 1, rules = '[{"segment":"vip","score":80}]';
INSERT INTO lanes (lane, channel, promoted, skills, waiting) VALUES
  (1, 'webchat', 0, '[]', 0),
  (2, 'fax', 0, '[]', 1),
  (3, 'fax', 0, '["billing","tech"]', 1),
  (4, 'email', 0, '[]', 1),
  (5, 'whatsapp', 0, '[]', 0),
  (6, 'voice', 1, '[]', 2);
INSERT INTO tickets (arrival, id, channel, contact, state, fingerprint, rule_score, rules_version, promoted, contact_score, waiting_since, lane, due, gated, token, agent, claimed_at, claim, closed_at, closing, promotion, ticket) VALUES
  (0, 'claimed', 'webchat', 'ana', 'active', 'fingerprint of claimed', 50, 1, 0, 50, 1700000000000, NULL, NULL, 0, 'token of bia', 'bia', 1700000000000, 1, NULL, NULL, NULL, '{"id":"claimed","channel":"webchat","direction":"inbound","skills":[],"segments":["vip"],"attributes":{"plan":"gold"},"contact":"ana","receivedAt":1700000000000,"arrival":0}'),
  (1, 'done', 'webchat', NULL, 'completed', 'fingerprint of done', 50, 1, 0, 50, 1700000000000, NULL, NULL, 0, NULL, NULL, NULL, NULL, 1700000000000, 1, NULL, '{"id":"done","channel":"webchat","direction":"inbound","skills":[],"segments":[],"attributes":{},"receivedAt":1700000000000,"arrival":1}'),
  (2, 'gone', 'fax', NULL, 'cancelled', 'fingerprint of gone', 50, 1, 0, 50, 1700000000000, NULL, NULL, 0, NULL, NULL, NULL, NULL, 1700000000000, 2, NULL, '{"id":"gone","channel":"fax","direction":"inbound","skills":[],"segments":[],"attributes":{},"receivedAt":1700000000000,"arrival":2}'),
  (3, 'told', 'voice', NULL, 'waiting', 'fingerprint of told', 50, 1, 1, 50, 1700000060000, 6, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{"id":"told","channel":"voice","direction":"inbound","skills":[],"segments":[],"attributes":{},"scheduledFor":1700000360000,"receivedAt":1700000000000,"arrival":3}'),
  (4, 'untold', 'voice', 'ana', 'waiting', 'fingerprint of untold', 50, 1, 1, 50, 1700000120000, 6, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{"id":"untold","channel":"voice","direction":"inbound","skills":[],"segments":[],"attributes":{},"scheduledFor":1700000420000,"contact":"ana","receivedAt":1700000000000,"arrival":4}'),
  (5, 'later', 'voice', NULL, 'held', 'fingerprint of later', 50, 1, 0, 50, 1700001500000, NULL, 1700001500000, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"later","channel":"voice","direction":"inbound","skills":[],"segments":[],"attributes":{},"scheduledFor":1700001800000,"receivedAt":1700000000000,"arrival":5}'),
  (6, 'skilled', 'fax', 'ana', 'waiting', 'fingerprint of skilled', 50, 1, 0, 50, 1700000000000, 3, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"skilled","channel":"fax","direction":"inbound","skills":["billing","tech"],"segments":[],"attributes":{},"contact":"ana","data":{"subject":"ação 🚀","lines":[1,null]},"receivedAt":1700000000000,"arrival":6}'),
  (7, 'plain', 'fax', NULL, 'waiting', 'fingerprint of plain', 50, 1, 0, 50, 1699999940000, 2, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"plain","channel":"fax","direction":"inbound","skills":[],"segments":[],"attributes":{},"receivedAt":1699999940000,"arrival":7}'),
  (8, 'paused', 'email', NULL, 'waiting', 'fingerprint of paused', 50, 1, 0, 99, 1700000000000, 4, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"paused","channel":"email","direction":"inbound","skills":[],"segments":[],"attributes":{},"contactScore":99,"receivedAt":1700000000000,"arrival":8}'),
  (9, 'gated', 'whatsapp', 'rui', 'held', 'fingerprint of gated', 50, 1, 0, 50, 1700000000000, NULL, 1700003600000, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"gated","channel":"whatsapp","direction":"outbound","skills":[],"segments":[],"attributes":{},"contact":"rui","purpose":"offers","receivedAt":1700000000000,"arrival":9}');
