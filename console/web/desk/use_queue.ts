/** The queue as state of the desk. */
import { useEffect, useState } from "preact/hooks";
import type { Cases } from "./cases";
import type { Colleague } from "./colleagues";
import { QueueFeed } from "./queue";
import type { Entry } from "./queue";
import type { Marks } from "./records";
import { applyChanges } from "./visitors";
import type { Visitor } from "./visitors";

export interface Queue {
  entries: Entry[];
  colleagues: Colleague[];
  cases: Cases;
  marks: Marks[];
  visitors: ReadonlyMap<string, Visitor>;
  /** False while the list may be out of date. */
  live: boolean;
  /** False until the first list is here. */
  known: boolean;
}

const NOTHING: Queue = {
  entries: [],
  colleagues: [],
  cases: { callbacks: [], messages: [], ratings: [] },
  marks: [],
  visitors: new Map(),
  live: true,
  known: false,
};

export function useQueue(signedOut: () => void): Queue {
  const [queue, setQueue] = useState<Queue>(NOTHING);
  useEffect(() => {
    const feed = new QueueFeed({
      listed: (entries) => setQueue((before) => ({ ...before, entries, known: true })),
      here: (colleagues) => setQueue((before) => ({ ...before, colleagues })),
      cases: (told) => setQueue((before) => ({ ...before, cases: { ...before.cases, ...told } })),
      marks: (marks) => setQueue((before) => ({ ...before, marks })),
      visitors: (changes) =>
        setQueue((before) => ({ ...before, visitors: applyChanges(before.visitors, changes) })),
      live: (live) => setQueue((before) => ({ ...before, live })),
      signedOut,
    });
    feed.start();
    return () => feed.stop();
  }, [signedOut]);
  return queue;
}
