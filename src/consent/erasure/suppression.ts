import type { ConsentStore } from "../../stores/port/consent-store.ts";
import { canonical } from "../chain/canonical.ts";
import { digest } from "../chain/digest.ts";

/**
 * Remembers whom not to write to without remembering who they are: HMAC-SHA-256 of the contact's id, and of each address
 * with its channel, under a key that the application keeps elsewhere. Without the key nothing can be told from them; with it
 * they can be tried out, so they are personal data still, kept for the person's own sake.
 */
export class Suppression {
  readonly #key: string | undefined;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  get configured(): boolean {
    return this.#key !== undefined;
  }

  ofContact(contact: string): string {
    return this.#hash(["contact", contact]);
  }

  ofAddress(channel: string, address: string): string {
    return this.#hash(["address", channel, address]);
  }

  /** Since when contact or address is suppressed. Costs two hashes, where a key is configured. */
  since(store: ConsentStore, contact: string, channel: string, address: string | undefined) {
    if (!this.configured) return undefined;
    const hashes = [this.ofContact(contact)];
    if (address !== undefined) hashes.push(this.ofAddress(channel, address));
    return store.suppressedSince(hashes);
  }

  #hash(value: readonly string[]): string {
    return digest.hmac(this.#key!, canonical(value));
  }
}
