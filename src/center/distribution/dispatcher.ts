import { type Awaitable, followed } from "../../model/awaitable.ts";
import type { Emitter } from "../../model/emitter.ts";
import type { Lane } from "../../stores/store.ts";
import type { Claim } from "../claims/claim.ts";
import type { CenterEvents } from "../events/events.ts";
import type { Distribution, DistributionOptions } from "../options.ts";
import { parseDistribution } from "../parse.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { AutoDistribution } from "./auto-distribution.ts";
import type { Distributor } from "./distributor.ts";
import type { UnservableWatch } from "./unservable.ts";

/** Has tickets given out: once, or from now on. */
export class Dispatcher<Data> {
  /** @param defaults what options do not say. */
  constructor(
    private readonly distributor: Distributor<Data>,
    private readonly watch: UnservableWatch,
    private readonly timekeeper: Timekeeper,
    private readonly events: Emitter<CenterEvents>,
    private readonly defaults: Distribution,
  ) {}

  distribute(options?: DistributionOptions<Data>): Awaitable<Claim<Data>[]> {
    const how = this.#how(options);
    // Lapsed offers are told of first: whoever let one lapse is not offered that ticket again for now.
    return followed(this.timekeeper.catchUp(), () => this.distributor.distribute(how));
  }

  /** @returns a function that ends it. */
  async autoDistribute(options: DistributionOptions<Data>): Promise<() => void> {
    const how = this.#how(options);
    const endWatch = await this.watch.begin();
    const distribute = async () => (await this.distributor.distribute(how)).length > 0;
    const auto = new AutoDistribution(this.events, this.timekeeper, distribute);
    return () => {
      auto.end();
      endWatch();
    };
  }

  unservable(): Promise<readonly Lane[]> {
    return this.watch.find();
  }

  #how(options?: DistributionOptions<Data>): Distribution {
    if (options === undefined) return this.defaults;
    const { strategy = this.defaults.strategy, within = this.defaults.within } = parseDistribution(options);
    return { strategy, within };
  }
}
