/** The bundle call.js: talking by voice. Brought in when somebody asks to talk, or is asked. */
import { OwnCall } from "./call/own_call";
import { hooksOf } from "./capture/hooks";

const hooks = hooksOf(window);
if (hooks) hooks.call = (host) => new OwnCall(host);
