import type { DoNotCallQuery } from "./input/inputs.ts";
import type { OutboundPolicy } from "./policy/policy.ts";
import type { ReplyWords } from "./replies/opt-out-words.ts";

/**
 * How the gate decides, besides consent.
 *
 * @example
 * const voice = { hours: brazilianTelemarketingHours };
 * const outbound: OutboundOptions = { policies: { whatsapp: whatsappPolicy, voice } };
 * const center = await createCenter({ outbound });
 */
export interface OutboundOptions {
  /** By channel; `{ whatsapp: whatsappPolicy }` unless given. A channel without one has no hours, volume and quality. */
  readonly policies?: { readonly [channel: string]: OutboundPolicy } | undefined;
  /** The words of `received`; Portuguese, English and Spanish ones unless given. */
  readonly words?: ReplyWords | undefined;
  /**
   * Whether somebody is on a do-not-call list, such as Brazil's "Não Me Perturbe". Asked at the very moment of a decision,
   * so it answers at once: keep the list in memory. Whatever is truthy is a yes, a promise as well.
   */
  readonly doNotCall?: ((query: DoNotCallQuery) => boolean) | undefined;
  /**
   * The purposes that a stop at the platform concerns ("stop marketing messages"); unless given, all that rest on consent
   * or legitimate interest.
   */
  readonly marketing?: readonly string[] | undefined;
}
