/** The bundle care.js: what the card says and offers before a session and after it. */
import { hooksOf } from "./capture/hooks";
import { care } from "./care/care";

const hooks = hooksOf(window);
if (hooks) hooks.care = care;
