/** The bundle ask.js: brought in when somebody else acts on the page for the first time. */
import { ShopperAsker } from "./ask/asker";
import { hooksOf } from "./capture/hooks";

const hooks = hooksOf(window);
let asker: ShopperAsker | undefined;
// One for the page, whoever captures it: windows are watched once.
if (hooks) hooks.ask = (nameOf) => (asker ??= new ShopperAsker(nameOf));
