import { milliseconds } from "date-fns";
import type { OutboundPolicy, Source } from "./policy.ts";

const read = "2026-11-23";

const MESSAGING_LIMITS: Source = {
  name: "WhatsApp Business Platform, Messaging limits (by business portfolio since 7 October 2025)",
  url: "https://developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits",
  read,
};

const SERVICE_WINDOW: Source = {
  name: "WhatsApp Business Platform, Sending messages, Customer service windows",
  url: "https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows",
  read,
};

const PAIR_RATE: Source = {
  name: "WhatsApp Business Platform, Throughput, pair rate limit (6 seconds: dualhook.com/docs/whatsapp-error-131056)",
  url: "https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput",
  read,
};

const ERROR_CODES: Source = {
  name: "WhatsApp Business Platform, Error codes",
  url: "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes",
  read,
};

const OURS: Source = {
  name: "Proximo's own thresholds: Meta publishes none. The pauses are its Template pausing's (3 h, 6 h, disabled)",
  url: "https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/template-pausing",
  read,
};

/**
 * WhatsApp's rules for messages that the business sends first. They change: `read` says when they were read, and what the
 * platform reports (`center.outbound.report`) takes precedence.
 *
 * - Volume: 250, 2,000, 10,000, 100,000 or unlimited unique contacts in a moving 24 hours outside their service window, for
 *   the whole business portfolio. A new portfolio has 250, which is in force here until the platform reports another.
 * - One message to the same contact every 6 seconds. The platform tolerates bursts that borrow from later; we do not.
 * - Quality: the thresholds are Proximo's own, and cautious. Nobody outside Meta knows Meta's.
 *
 * @example
 * createCenter({ outbound: { policies: { whatsapp: { ...whatsappPolicy, hours: brazilianTelemarketingHours } } } });
 */
export const whatsappPolicy: OutboundPolicy = {
  volume: {
    source: MESSAGING_LIMITS,
    window: milliseconds({ hours: 24 }),
    tiers: [250, 2_000, 10_000, 100_000, "unlimited"],
    limit: 250,
  },
  serviceWindow: { source: SERVICE_WINDOW, length: milliseconds({ hours: 24 }) },
  pairRate: { source: PAIR_RATE, interval: milliseconds({ seconds: 6 }) },
  quality: {
    source: OURS,
    window: milliseconds({ days: 7 }),
    leastDeliveries: 100,
    yellow: 0.02,
    red: 0.05,
    cutAfter: milliseconds({ hours: 24 }),
    cutTo: 0.5,
    pauses: [milliseconds({ hours: 3 }), milliseconds({ hours: 6 }), null],
  },
  errors: {
    source: ERROR_CODES,
    codes: {
      "131050": "stopped",
      "131056": "pair",
      "131049": "contact",
      "132015": "template",
      "132016": "template",
    },
  },
};
