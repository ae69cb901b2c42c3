/** Our capture alone for the mirror benchmark, with the hooks from birth as on every page of a session. */
import { Capture } from "../injector/page/capture/capture";
import { installHooks } from "../injector/page/capture/hooks";

installHooks(window, true);
Object.assign(window, { BenchCapture: Capture });
