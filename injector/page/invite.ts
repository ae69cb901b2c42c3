/** The bundle invite.js: what the answer to a page's word sets off. It is brought in by the loader with the first answer that says something. */
import { showInvitation } from "./invite/invitation";
import { watch } from "./invite/watch";

const front = window.alongside;
if (front) {
  front.hear = () => {
    const told = front.news;
    delete front.news;
    if (!told || front.taken) return;
    if (told.ask) showInvitation(front, told.ask);
    else if (told.watch) watch(front, told.watch);
  };
}
