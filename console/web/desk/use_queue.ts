/** The queue as state of the desk. */
import { useEffect, useState } from "preact/hooks";
import { QueueFeed } from "./queue";
import type { Entry } from "./queue";

export interface Queue {
  entries: Entry[];
  /** False while the list may be out of date. */
  live: boolean;
  /** False until the first list is here. */
  known: boolean;
}

export function useQueue(signedOut: () => void): Queue {
  const [queue, setQueue] = useState<Queue>({ entries: [], live: true, known: false });
  useEffect(() => {
    const feed = new QueueFeed({
      listed: (entries) => setQueue((before) => ({ ...before, entries, known: true })),
      live: (live) => setQueue((before) => ({ ...before, live })),
      signedOut,
    });
    feed.start();
    return () => feed.stop();
  }, [signedOut]);
  return queue;
}
