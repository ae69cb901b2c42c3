/** The bundle control.js: gives the page script that brought it in what carries out the acts of others and shows their pointers. */
import { Pointers } from "../../alongside/ui/pointers";
import { hooksOf } from "./capture/hooks";
import { bringAsker } from "./control/asking";
import { Control } from "./control/control";

const hooks = hooksOf(window);
if (hooks)
  hooks.control = (captured, report, { nameOf, asked }) => [
    new Control(window, captured, report, { ready: () => bringAsker(nameOf), asked }),
    new Pointers(document),
  ];
