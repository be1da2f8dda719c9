import type { OpenSubscriber } from "../../connection/listener.ts";
import type { IoredisClient, IoredisSubscriber, NodeRedisClient, NodeRedisSubscriber } from "./client.ts";

/** An error nobody listens to would end the process. */
const unheard = () => {};

/** What is asked before it is connected waits for that, though the application lets nothing wait. */
const ONCE = { enableOfflineQueue: true, retryStrategy: null, clusterRetryStrategy: null };

type IoredisDuplicate = (...options: readonly unknown[]) => IoredisSubscriber;

/** It does not connect again by itself, however the application has its own connection do so. */
export function ioredisSubscriber(client: IoredisClient): OpenSubscriber {
  return async (tell, lost) => {
    const options = client.isCluster ? [[], ONCE] : [ONCE];
    const subscriber = (client.duplicate as IoredisDuplicate).call(client, ...options);
    subscriber.on("error", unheard);
    subscriber.on("end", lost);
    subscriber.on("message", tell);
    return {
      subscribe: (channel) => subscriber.subscribe(channel),
      unsubscribe: (channel) => subscriber.unsubscribe(channel),
      end: () => subscriber.disconnect(),
    };
  };
}

type NodeRedisDuplicate = (options: { readonly socket: object }) => NodeRedisSubscriber;

/** Nor does this, but over a cluster, from node to node. */
export function nodeRedisSubscriber(client: NodeRedisClient): OpenSubscriber {
  return async (tell, lost) => {
    const socket = { ...client.options?.socket, reconnectStrategy: false };
    const subscriber = (client.duplicate as NodeRedisDuplicate).call(client, { socket });
    const end = () => {
      try {
        subscriber.destroy();
      } catch {
        // One that never was connected, or is no more, says that it is closed.
      }
    };
    subscriber.on("error", () => {
      if (subscriber.isReady !== false) return;
      end();
      lost();
    });
    try {
      await subscriber.connect();
    } catch (error) {
      end();
      throw error;
    }
    const hear = (message: string, channel: string) => tell(channel, message);
    return {
      subscribe: (channel) => subscriber.subscribe(channel, hear),
      unsubscribe: (channel) => subscriber.unsubscribe(channel),
      end,
    };
  };
}
