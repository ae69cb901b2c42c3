/** The bundle control.js: tells the page script that brought it in how to carry out what others do. */
import { hooksOf } from "./capture/hooks";
import { bringAsker } from "./control/asking";
import { Control } from "./control/control";

const hooks = hooksOf(window);
if (hooks)
  hooks.control = (captured, report, { nameOf, asked }) =>
    new Control(window, captured, report, { ready: () => bringAsker(nameOf), asked });
