/**
 * What snapshots and changes hold: the vocabulary between capture (host page) and mirror. The hub never looks inside.
 * The owner of capture and mirror completes this file and the last section of PROTOCOL.md together.
 */
export type Op = readonly [code: string, ...rest: unknown[]];
export type Snapshot = readonly unknown[];
