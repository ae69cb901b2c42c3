/**
 * First script of a captured page: puts the hooks in place before the shop's own scripts run, and does nothing else. The loader
 * brings it late, by an element that is out of the document again when this runs.
 */
import { hooksOf, installHooks } from "./capture/hooks";

installHooks(window, !!document.currentScript?.isConnected);
try {
  // A frame tells the capture of its tab that it is there, long before its `load` event would.
  if (window !== window.top) hooksOf(window.top)?.listener?.("wake", window);
} catch {
  // another origin is on top: nobody captures this frame
}
