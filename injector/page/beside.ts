/** The bundle beside.js: the page that lays two pages of the shop side by side. */
import { BesidePage } from "./beside/beside_page";

new BesidePage().begin();
