/** What one process did, from before it asked until it was answered: milliseconds on the one clock of the machine that nobody sets. */
export type Deed = { readonly from: number; readonly to: number } & (
  | {
      readonly kind: "entered";
      readonly id: string;
      readonly channel: string;
      readonly score: number;
      readonly since: number;
      readonly arrival: number;
    }
  | { readonly kind: "claimed" | "cancelled"; readonly id: string }
  | { readonly kind: "channel"; readonly id: string; readonly score: number }
);

export const CHANNELS = ["email", "whatsapp", "sms", "voice"];
export const CONTACT_SCORES = [20, 50, 80];
export type Role = "enqueue" | "claim" | "rescore" | "cancel";

export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
