/** The peer in the mirror benchmark: rrweb's recorder and its live replayer, each as a page of the benchmark needs it. */
import { record } from "@rrweb/record";
import { Replayer } from "@rrweb/replay";
import type { Watcher } from "./watcher";

/** Its leanest settings: what nobody sees is left out. */
function watch(): Watcher {
  const watcher = { bytes: 0, flush: () => undefined, stop: () => stop?.() };
  const emit = (each: unknown) => void (watcher.bytes += JSON.stringify(each).length);
  const stop = record({ emit, slimDOMOptions: "all" });
  return watcher;
}

Object.assign(window, { watch, rrwebRecord: record, RrwebReplayer: Replayer });
