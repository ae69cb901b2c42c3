/** What the settings say. */
const SHOP = __SHOP__;

/** For so long everything comes from the shop's own server once the road was not to be reached, in milliseconds. */
const AWAY_FOR = 10_000;
/** What the road says when it is not itself: it does not know the host, or cannot go on. */
const FAILURES = new Set([421, 502, 503, 504]);

/** What a page loads, by what the browser says it is for, or else by the path's ending. */
const DIRECT = new Set(SHOP.direct);
const LINKING = new Set(SHOP.linking);
const DIRECT_ENDING = new RegExp(`\\.(?:${SHOP.directEndings})$`, "i");
const LINKING_ENDING = new RegExp(`\\.(?:${SHOP.linkingEndings})$`, "i");

const IN_SESSION = new RegExp(`(?:^|; ?)${SHOP.mark}=[^;]`);

let awayUntil = 0;

export default {
  async fetch(request, env, context) {
    context.passThroughOnException(); // whatever is wrong in here, the shop goes on
    const url = new URL(request.url);
    const host = SHOP.hosts[url.host.toLowerCase()];
    if (!host) return fetch(request); // none of the shop's
    if (isAsset(request, url, host)) return fromOrigin(request, url, host);
    if (Date.now() < awayUntil) return withoutUs(request, url, host);
    return byRoad(request, url, host, env);
  },
};

/** Shoppers in a session, and mirrors, take the road with everything; of what has a body nothing is an asset. */
function isAsset({ method, headers }, url, host) {
  if (isOurs(url) || isInSession(headers) || isByMirror(headers)) return false;
  const upgrade = headers.get("Upgrade");
  if (upgrade) return method === "GET" && upgrade.toLowerCase() === "websocket" && !host.renamed;
  if (!isSafe(method) || (host.renamed && headers.get("Origin"))) return false;
  const use = headers.get("Sec-Fetch-Dest");
  if (use ? DIRECT.has(use) : DIRECT_ENDING.test(url.pathname)) return true;
  // Where names are rewritten sheets and manifests may name the origin.
  return !host.renamed && (use ? LINKING.has(use) : LINKING_ENDING.test(url.pathname));
}

const isOurs = (url) => url.pathname.startsWith(SHOP.prefix);
const isInSession = (headers) => IN_SESSION.test(headers.get("Cookie") ?? "");
const isByMirror = (headers) =>
  headers.get("Origin") === "null" || isBelow(headers.get("Referer"), SHOP.live);
const isBelow = (address, site) => address === site || (address ?? "").startsWith(`${site}/`);
const isSafe = (method) => method === "GET" || method === "HEAD";

/** By Alongside. With that out of reach what only asks comes from the shop itself; nothing else is ever sent twice. */
async function byRoad(request, url, host, env) {
  const canAskAgain = isSafe(request.method);
  let answer;
  try {
    answer = await fetch(toRoad(request, url, env));
  } catch {
    awayUntil = Date.now() + AWAY_FOR;
    return canAskAgain
      ? withoutUs(request, url, host)
      : new Response("The shop cannot be reached just now.\n", { status: 502 });
  }
  const isGone = answer.status >= 520 && answer.status <= 530; // Cloudflare's own words for it
  if (isGone) awayUntil = Date.now() + AWAY_FOR;
  if (!canAskAgain || !(isGone || FAILURES.has(answer.status)) || (isOurs(url) && !isGone)) return answer;
  await answer.body?.cancel();
  return withoutUs(request, url, host);
}

function toRoad(request, url, env) {
  const headers = new Headers(request.headers);
  for (const name of SHOP.spoofed) headers.delete(name);
  const client = headers.get("CF-Connecting-IP");
  if (client) headers.set("X-Forwarded-For", client);
  headers.set("X-Forwarded-Proto", url.protocol.slice(0, -1));
  headers.set("X-Forwarded-Host", url.host);
  headers.set(SHOP.secretHeader, env.ALONGSIDE_SECRET);
  // Bodies stream; nothing is kept by Cloudflare on this way, for pages of a session are somebody's own.
  return new Request(SHOP.road + rest(request, url), new Request(request, { headers, cf: { cacheTtl: -1 } }));
}

const rest = (request, url) => request.url.slice(request.url.indexOf("/", url.protocol.length + 2));

async function withoutUs(request, url, host) {
  if (!isOurs(url)) return fromOrigin(request, url, host);
  const error = { code: "unavailable", message: "Alongside is not available just now" };
  return Response.json({ error }, { status: 503, headers: { "Cache-Control": "no-store" } });
}

/** Straight from the shop's own server, which learns nothing of us. */
async function fromOrigin(request, url, host) {
  const headers = new Headers(request.headers);
  headers.delete(SHOP.secretHeader);
  dropOurCookies(headers);
  if (!host.renamed) return fetch(new Request(request, { headers }));
  const referer = headers.get("Referer");
  if (referer) headers.set("Referer", translated(referer, host.renamed.toOrigins));
  const address = host.renamed.origin + rest(request, url);
  return withPublicNames(await fetch(new Request(address, new Request(request, { headers }))), host);
}

function dropOurCookies(headers) {
  const cookies = headers.get("Cookie");
  if (!SHOP.cookies.some((name) => cookies?.includes(name))) return;
  const kept = cookies.split(";").filter((pair) => !SHOP.cookies.includes(pair.split("=")[0].trim()));
  if (kept.length) headers.set("Cookie", kept.join(";").trim());
  else headers.delete("Cookie");
}

/** Origins' own names do not come back. */
function withPublicNames(answer, { renamed }) {
  const location = answer.headers.get("Location");
  const cookies = answer.headers.getSetCookie();
  if (!location && !cookies.length) return answer;
  const named = new Response(answer.body, answer);
  if (location) named.headers.set("Location", translated(location, renamed.toPublic));
  named.headers.delete("Set-Cookie");
  for (const cookie of cookies) named.headers.append("Set-Cookie", withPublicDomain(cookie, renamed.domains));
  return named;
}

function withPublicDomain(cookie, domains) {
  return cookie.replace(/;\s*domain=\.?([^;]*)/i, (whole, domain) => {
    const name = domains[domain.trim().toLowerCase()];
    return name === undefined ? whole : name && `; Domain=${name}`;
  });
}

function translated(address, names) {
  const found = names.find(([from]) => isBelow(address, from));
  return found ? found[1] + address.slice(found[0].length) : address;
}
