import { type Ask, BEFORE, type Deed } from "./rules.ts";

/** Consent to what rests on it (offers), objection to what does not (news: legitimate interest; billing: a contract). */
export class NaiveLedger {
  deeds: Deed[] = [];
  informed: { contact: string; at: number; notice: number }[] = [];
  /** When contacts, and addresses with their channels, were erased. */
  erasedAt = new Map<string, number>();
  notices = [{ since: BEFORE }];

  /** The notice in force: the first, the second … */
  get notice(): number {
    return this.notices.length;
  }

  noticeAt(t: number): number {
    return this.notices.findLastIndex(({ since }) => since <= t) + 1;
  }

  refusals({ contact, channel, purpose, address }: Ask, t: number): string[] {
    const last = (counts: (deed: Deed) => boolean) =>
      this.deeds
        .filter((deed) => deed.contact === contact && deed.at <= t && counts(deed))
        .filter(
          ({ purposes, channels }) => purposes?.includes(purpose) !== false && channels?.includes(channel) !== false,
        )
        .reduce<Deed | undefined>((latest, deed) => (latest && deed.at < latest.at ? latest : deed), undefined);
    const suppressed = (deed?: Deed) => {
      const since = Math.max(...[contact, `${channel} ${address}`].map((known) => this.erasedAt.get(known) ?? BEFORE));
      return BEFORE < since && since <= t && !(deed && since < deed.at) ? ["suppressed"] : [];
    };
    switch (purpose) {
      case "offers": {
        const deed = last(({ kind }) => kind !== "resumption");
        if (deed === undefined) return ["no-consent", ...suppressed()];
        if (deed.kind === "revocation") return ["revoked", ...suppressed(deed)];
        const knows =
          deed.notice === this.notice ||
          this.informed.some((told) => told.contact === contact && told.at >= deed.at && told.notice === this.notice);
        return [
          ...(deed.until !== undefined && deed.until <= t ? ["expired"] : []),
          ...(knows ? [] : ["reinform"]),
          ...(deed.address && channel === "whatsapp" && address && deed.address !== address ? ["address"] : []),
          ...suppressed(deed),
        ];
      }
      case "news": {
        const deed = last(({ kind }) => kind !== "grant");
        return [...(deed?.kind === "revocation" ? ["objected"] : []), ...suppressed(deed)];
      }
      case "billing": {
        const deed = last(
          ({ kind, channels }) => kind === "resumption" || (kind === "revocation" && channels !== undefined),
        );
        return deed?.kind === "revocation" ? ["objected"] : [];
      }
      default:
        return ["unregistered"];
    }
  }

  erase(contact: string, now: number): void {
    this.erasedAt.set(contact, now);
    for (const deed of this.deeds)
      if (deed.contact === contact && deed.address) this.erasedAt.set(`whatsapp ${deed.address}`, now);
    this.deeds = this.deeds.filter((deed) => deed.contact !== contact);
    this.informed = this.informed.filter((told) => told.contact !== contact);
  }
}
