/** The bundle ja.js: what the panel says on Japanese pages. */
import { hooksOf } from "./capture/hooks";
import { ja } from "./text/ja";

const hooks = hooksOf(window);
if (hooks) hooks.text = ja;
