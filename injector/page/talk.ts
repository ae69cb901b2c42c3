/** The bundle talk.js: the card of a running session, with its conversation. */
import { hooksOf } from "./capture/hooks";
import { SessionCard } from "./talk/session_card";

const hooks = hooksOf(window);
if (hooks) hooks.talk = (host) => new SessionCard(host);
