import { createHash } from "node:crypto";

/** What somebody wrote, wherever they wrote it. */
export interface Message {
  readonly channel: "whatsapp" | "telegram" | "email";
  /** The platform's own id: a webhook that is delivered twice makes one ticket. */
  readonly id: string;
  /** The person's id. Here each address is a person; yours may know that two addresses are the same one. */
  readonly contact: string;
  readonly receivedAt: Date;
  readonly text: string;
}

/** The part of a WhatsApp Cloud API webhook that concerns us. */
export interface WhatsAppWebhook {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly value: {
        /** Absent where it tells of something else: a message sent, delivered, read. */
        readonly messages?: readonly { from: string; id: string; timestamp: string; text?: { body: string } }[];
      };
    }[];
  }[];
}

export function fromWhatsApp(webhook: WhatsAppWebhook): Message[] {
  const messages = webhook.entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.messages ?? []));
  return messages.map(({ id, from, timestamp, text }) => ({
    channel: "whatsapp",
    id,
    contact: `+${from}`,
    receivedAt: new Date(Number(timestamp) * 1000),
    text: text?.body ?? "",
  }));
}

/** The part of an update of the Telegram Bot API that concerns us. */
export interface TelegramUpdate {
  readonly message?: { chat: { id: number }; from: { id: number }; date: number; message_id: number; text?: string };
}

/** A message's id is unique within its chat only. */
export function fromTelegram({ message }: TelegramUpdate): Message[] {
  if (message === undefined) return [];
  const { chat, from, date, message_id, text = "" } = message;
  const id = `telegram:${chat.id}:${message_id}`;
  return [{ channel: "telegram", id, contact: `telegram:${from.id}`, receivedAt: new Date(date * 1000), text }];
}

/** A plain message of RFC 5322. One with parts, or in other alphabets, wants a parser such as `postal-mime`. */
export function fromMail(raw: string): Message[] {
  const [head = "", ...body] = raw.split(/\r?\n\r?\n/);
  const unfolded = head.replaceAll(/\r?\n[ \t]+/g, " ");
  const header = (name: string) => unfolded.match(new RegExp(`^${name}: *(.*)$`, "im"))?.[1]?.trim();
  const from = header("From") ?? "";
  return [
    {
      channel: "email",
      id: header("Message-ID") ?? `mail:${createHash("sha256").update(raw).digest("hex").slice(0, 16)}`,
      contact: from.match(/<(.+)>/)?.[1] ?? from,
      receivedAt: new Date(header("Date") ?? Date.now()),
      text: `${header("Subject")}: ${body.join("\n\n").trim()}`,
    },
  ];
}
