/** Where a friend goes on without the shopper: in their own browser, as a shopper of their own. */

/** As the loader knows it: whoever comes with this is asked at once whether to shop with friends. */
const INVITING = "alongside=friend";

/** The page that was shown last, as long as it is the shop's; else the shop itself. */
export function lastPage(url: string, shops: readonly string[], shop: string): string {
  return URL.canParse(url) && shops.some((one) => new URL(one).origin === new URL(url).origin) ? url : shop;
}

/** The same page, with the friends to be asked along. */
export function invitingFrom(url: string): string {
  const page = new URL(url);
  page.hash = INVITING;
  return page.href;
}
