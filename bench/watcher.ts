/** What the mirror benchmark drives, ours or the peer's. */
export interface Watcher {
  /** Characters of what was told so far, as JSON. */
  bytes: number;
  /** Tells everything up to now, where that is not done by itself. */
  flush(): void;
  stop(): void;
}
