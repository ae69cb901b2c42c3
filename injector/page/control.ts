/** The bundle control.js: gives the page script that brought it in what carries out the acts of others and shows what they point at. */
import { Pointers } from "../../alongside/ui/pointers";
import { hooksOf } from "./capture/hooks";
import { bringAsker } from "./control/asking";
import { Control } from "./control/control";
import { Pointing } from "./control/pointing";
import { Ways } from "./control/ways";

const hooks = hooksOf(window);
if (hooks)
  hooks.control = (captured, report, { nameOf, asked, tell, tools, hosts }) => {
    const ways = new Ways(hosts);
    ways.watch();
    return [
      new Control(window, captured, report, {
        ready: () => bringAsker(nameOf),
        asked,
        way: (address) => ways.to(address),
      }),
      new Pointers(document),
      new Pointing(window, captured, tell, tools()),
    ];
  };
