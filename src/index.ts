/**
 * Who is next? The line of a contact center, and all that a center is put together from.
 *
 * The examples run on Monday, November 23, 2026, at 12:00 UTC: 1795435200000. The agent `ana` is there, an e-mail `t1` of maria
 * waits, and a web chat `t2` of rui, in the `center`, over its `store` and `clock`, as in the `queue` alone; maria has
 * consented to `offers`, in the `ledger` too.
 *
 * @module proximo
 */

export type { AgentInput } from "./agents/inputs.ts";
export type { Obstacle } from "./agents/obstacles.ts";
export type { Accuracy, AccuracyReport } from "./agents/prediction/accuracy.ts";
export { Agents } from "./center/agents.ts";
export { Center } from "./center/center.ts";
export { Channels } from "./center/channels.ts";
export { Claim, type OfferRefusal } from "./center/claims/claim.ts";
export { Contacts } from "./center/contacts.ts";
export type { CenterEvents, Elsewhere } from "./center/events/events.ts";
export type { CaseInput, CaseUpdate, CenterOptions, DistributionOptions, StatisticsRules } from "./center/options.ts";
export { CenterStatistics, type IntervalsInput, type SpanInput } from "./center/statistics/statistics.ts";
export { createCenter } from "./center.ts";
export { ChannelRegistry } from "./channels/registry.ts";
export type { FillRandom } from "./consent/chain/salts.ts";
export type { Problem, Verification } from "./consent/chain/verify.ts";
export type { Decision, Ground, Refusal } from "./consent/decision/decision.ts";
export type { AffirmativeAct } from "./consent/input/acts.ts";
export type { LegalBasis } from "./consent/input/bases.ts";
export type {
  CheckInput,
  ErasureInput,
  Evidence,
  GrantInput,
  InformationInput,
  Notice,
  PurposeInput,
  RevocationInput,
} from "./consent/input/inputs.ts";
export { ConsentLedger } from "./consent/ledger.ts";
export type { ConsentLedgerOptions } from "./consent/options.ts";
export type { ConsentProof } from "./consent/proof.ts";
export type { ContactRecords, LedgerEvent, LedgerListener } from "./consent/records/events.ts";
export type { HistoryEntry, Placed } from "./consent/records/history.ts";
export type { ErasureReceipt, Receipt, RegisteredPurpose } from "./consent/records/receipts.ts";
export type { GrantRecord, InformationRecord, NoticedPurpose, RevocationRecord } from "./consent/records/records.ts";
export type { TicketExplanation } from "./distribution/explanation.ts";
export type { LanePredictor, Predictor, Strategy, StrategyName } from "./distribution/strategy.ts";
export type { Agent, AgentChange, AgentProfile, Capacity, Presence, WrappingUp, WrapUp } from "./model/agent.ts";
export type { Awaitable } from "./model/awaitable.ts";
export type {
  AgentDescription,
  Assignment,
  Case,
  CaseChange,
  Direction,
  Holding,
  LineCounts,
  OfferGrounds,
  PreferredAgent,
  TicketState,
} from "./model/case.ts";
export type { Channel, ChannelChange, ChannelId } from "./model/channel.ts";
export { type Clock, systemClock } from "./model/clock.ts";
export type {
  ChainEntry,
  Checkpoint,
  EntryKind,
  ErasureMeta,
  Link,
  PersonalPart,
  RecordedEntry,
  Retention,
  RetentionInciso,
} from "./model/consent.ts";
export type { Attribute, Contact, ContactRule, RuleSet } from "./model/contact.ts";
export { type ErrorCode, ProximoError } from "./model/errors.ts";
export type {
  Clearance,
  ContactStanding,
  DecisionRecord,
  Inquiry,
  Limit,
  Occasion,
  Occurrence,
  OptInQuestion,
  OutboundTicket,
  PauseEnd,
  QualityCounts,
  Rating,
  RefusedTicket,
  Sender,
  SenderState,
  Verdict,
} from "./model/outbound.ts";
export type { Score } from "./model/score.ts";
export type { Abilities, Ticket, TicketChange, TicketInput } from "./model/ticket.ts";
export type { Time } from "./model/time.ts";
export type { OutboundDecision, OutboundGround, OutboundRefusal } from "./outbound/decision.ts";
export type {
  AuthorizeInput,
  DoNotCallQuery,
  FailureInput,
  MessageInput,
  PlatformReport,
  QuestionInput,
  ReceivedInput,
} from "./outbound/input/inputs.ts";
export type { OutboundOptions } from "./outbound/options.ts";
export { Outbound } from "./outbound/outbound.ts";
export { brazilianHolidays, brazilianTelemarketingHours, rioTelemarketingHours } from "./outbound/policy/brazil.ts";
export { nextOpening } from "./outbound/policy/next-opening.ts";
export type {
  ErrorMeaning,
  ErrorPolicy,
  HoursPolicy,
  OutboundPolicy,
  PairRatePolicy,
  QualityPolicy,
  ServiceWindowPolicy,
  Source,
  Span,
  VolumePolicy,
} from "./outbound/policy/policy.ts";
export { whatsappPolicy } from "./outbound/policy/whatsapp.ts";
export { OutboundRefused } from "./outbound/refusal.ts";
export { type ReplyWords, replyWords } from "./outbound/replies/opt-out-words.ts";
export type { Received } from "./outbound/replies/replies.ts";
export { type ReplyContext, type ReplyVerdict, readReply } from "./outbound/replies/reply.ts";
export type { Explanation } from "./queue/explain.ts";
export { compareTickets, type Standing, type Tier } from "./queue/order.ts";
export { TicketQueue, type TicketQueueOptions } from "./queue/ticket-queue.ts";
export type { Urgency } from "./queue/urgency.ts";
export type { WaitEstimate } from "./statistics/estimate/estimate.ts";
export type { Durations, Figures } from "./statistics/figures.ts";
export type { IntervalStatistics, Statistics, StatisticsOptions } from "./statistics/report.ts";
export type { Waiting, WaitingNow } from "./statistics/waiting.ts";
export { memoryConsentStore } from "./stores/memory/consent.ts";
export { memoryStore } from "./stores/memory.ts";
export type { AgentStore } from "./stores/port/agent-store.ts";
export type { Addition, Appended, ConsentFile, ConsentStore } from "./stores/port/consent-store.ts";
export type {
  Judge,
  OutboundStanding,
  OutboundStore,
  Reach,
  Reservation,
  SenderStanding,
  Windows,
} from "./stores/port/outbound-store.ts";
export type { Tally, TallyStore } from "./stores/port/tally-store.ts";
export type {
  Accepted,
  Agenda,
  Asking,
  Cancelled,
  Claimant,
  Claimed,
  ClaimFilter,
  DueChange,
  EndedClaim,
  Entered,
  Entry,
  Lane,
  LaneHead,
  Outdated,
  Proposal,
  Ranked,
  Settled,
  Settlement,
  Store,
  StoreSetup,
} from "./stores/store.ts";
