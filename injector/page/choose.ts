/** The bundle choose.js: the shopper chooses two items of the shop, to be laid side by side. */
import { hooksOf } from "./capture/hooks";
import { Choosing } from "./choose/choosing";

const hooks = hooksOf(window);
if (hooks) hooks.choose = () => Choosing.begin();
