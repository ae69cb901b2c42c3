/** The bundle invite.js: asks a visitor, quietly, whether help is wanted. Brought in by the loader when there is something to ask. */
import { showInvitation } from "./invite/invitation";

const front = window.alongside;
const invitation = front?.invited;
if (front && invitation) {
  delete front.invited;
  if (!front.taken) showInvitation(front, invitation);
}
