/** Our capture alone for the mirror benchmark, with the hooks from birth as on every page of a session. */
import { Capture } from "../injector/page/capture/capture";
import { installHooks } from "../injector/page/capture/hooks";
import type { Watcher } from "./watcher";

installHooks(window, true);

/** `isDigesting`: as in the product. */
function watch(isDigesting = true): Watcher {
  const watcher = { bytes: 0, flush: () => capture.flushAll(), stop: () => capture.stop() };
  const record = (each: unknown) => void (watcher.bytes += JSON.stringify(each).length);
  const capture = new Capture(window, { record }, { mask: [], block: [], noremote: [] });
  if (!isDigesting) capture.digest = () => false;
  capture.start();
  return watcher;
}

Object.assign(window, { watch });
