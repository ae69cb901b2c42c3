"""One answer by the road beside two straight from the origin: status, fields, cookies and body. Pure.

What differs between the two straight ones changes by itself, and is no finding.
"""

from collections import Counter
from typing import Final

from alongside.check.fetching import Answer
from alongside.check.findings import Finding
from alongside.check.markup import find_tag, without_tag
from alongside.check.names import Names

HOPS: Final = frozenset({"connection", "keep-alive", "transfer-encoding", "date", "age", "proxy-connection"})
"""Fields of a single hop, or of a moment."""

OURS: Final = frozenset(
    {
        "alt-svc",
        "x-request-id",
        "content-security-policy",
        "content-security-policy-report-only",
        "set-cookie",
    }
)
"""Fields that the road changes on purpose, or that are looked at by themselves."""

BOUND_TO_BODY: Final = frozenset(
    {"content-length", "etag", "accept-ranges", "content-md5", "digest", "content-digest", "repr-digest"}
)
"""Fields of the very bytes: other ones where the tag is in them."""

CACHING: Final = frozenset(
    {"cache-control", "expires", "vary", "pragma", "surrogate-control", "cdn-cache-control", "last-modified"}
)
HEEDED: Final = frozenset(
    {
        *(
            "content-type",
            "content-disposition",
            "content-language",
            "location",
            "refresh",
            "link",
            "www-authenticate",
        ),
        *(
            "strict-transport-security",
            "x-frame-options",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
        ),
        *("access-control-allow-origin", "access-control-allow-credentials", "cross-origin-opener-policy"),
        *("cross-origin-embedder-policy", "cross-origin-resource-policy", "clear-site-data", "retry-after"),
    }
)
"""Fields that browsers act on."""

SHOWN: Final = 5
MAX_SHOWN: Final = 160
"""Lines of a difference that are shown, and characters of each."""


def compare(straight: Answer, again: Answer, road: Answer, names: Names) -> list[Finding]:
    """What an engineer should know of it."""
    if straight.status != road.status:
        return [_status(straight, again, road)]
    return [
        *_fields(straight, again, road, names),
        *_cookies(straight, again, road, names),
        *_body(straight, again, road, names),
        *_past_the_road(road, names),
    ]


def _status(straight: Answer, again: Answer, road: Answer) -> Finding:
    own = road.first("content-type").startswith("text/html") and "The shop cannot be reached" in road.text
    return Finding(
        code="status",
        matters=straight.status == again.status,
        says=f"The origin answers {straight.status}, the road {road.status}.",
        why="The road could not reach the origin, or took its answer for none; its error page has a request id."
        if own
        else "The origin treats requests that come by the road differently: by Host, by X-Forwarded-… or by the address they come from.",
        do="Look for the request id in the road's log; check `origin` and `origin_ca`."
        if own
        else "Let the origin (and a firewall or bot protection before it) treat the road's address as it treats your CDN's.",
        detail=tuple(road.all("x-request-id")),
    )


def _fields(straight: Answer, again: Answer, road: Answer, names: Names) -> list[Finding]:
    put_aside = HOPS | OURS | (BOUND_TO_BODY if find_tag(road.text) else frozenset())
    found = []
    known = {name for name, _ in (*straight.fields, *road.fields)} - put_aside
    for name in sorted(known):
        first, second, ours = (
            [names.one(value) for value in each.all(name)] for each in (straight, again, road)
        )
        changes = first != second
        if first == ours or (changes and bool(first) == bool(ours)):
            continue
        found.append(_field(name, first, ours, matters=name in CACHING | HEEDED and not changes))
    return found


def _field(name: str, straight: list[str], road: list[str], *, matters: bool) -> Finding:
    caching = name in CACHING
    return Finding(
        code="cache-field" if caching else "field",
        matters=matters,
        says=f"The field {name} is {'another one' if straight and road else 'missing' if straight else 'new'} by the road.",
        why="Caches before the road would keep this page differently."
        if caching
        else "Something on the way, or the origin itself for requests with X-Forwarded-…, sets it differently.",
        do="Compare what the origin logs for both requests; if it is none of your own servers, tell us: the road changes no such field.",
        detail=(f"straight: {_cut(', '.join(straight))}", f"road:     {_cut(', '.join(road))}"),
    )


def _cookies(straight: Answer, again: Answer, road: Answer, names: Names) -> list[Finding]:
    first, second, ours = (_jar(each, names) for each in (straight, again, road))
    gone = sorted(first.keys() & second.keys() - ours.keys())
    other = [
        name for name in sorted(ours.keys() & first.keys()) if ours[name] != first[name] == second.get(name)
    ]
    lost_straight = {_name(line) for line in straight.all("set-cookie") if why_refused(line, names.straight)}
    refused = [(line, reason) for line in road.all("set-cookie") if (reason := why_refused(line, names.road))]
    return [
        *(_lost(name, "It is not in the road's answer at all.", first[name]) for name in gone),
        *(_other(name, first[name], ours[name]) for name in other),
        *(
            _lost(_name(line), reason, _attributes(line), anyway=_name(line) in lost_straight)
            for line, reason in refused
        ),
    ]


def _other(name: str, straight: set[str], road: set[str]) -> Finding:
    return Finding(
        code="cookie",
        matters=True,
        says=f"The cookie {name} has other attributes by the road.",
        why="Browsers would send it elsewhere, or for another time.",
        do="Compare what the origin sets for both Hosts.",
        detail=(f"straight: {'; '.join(sorted(straight))}", f"road:     {'; '.join(sorted(road))}"),
    )


LOST_ANYWAY: Final = "straight from the origin either."
LOST_HERE: Final = "so what rests on it is lost: a login, a cart."


def _lost(name: str, reason: str, attributes: set[str], *, anyway: bool = False) -> Finding:
    return Finding(
        code="cookie-lost",
        matters=not anyway,
        says=f"Browsers do not keep the cookie {name}, {LOST_ANYWAY if anyway else LOST_HERE}",
        why=reason,
        do="Set it without Domain (it is then the shop's own host's), and with Secure on https.",
        detail=("; ".join(sorted(attributes)),),
    )


def why_refused(line: str, address: str) -> str:
    """Why a browser at this address does not keep a cookie; "" when it does."""
    attributes = {
        key.strip().lower(): value.strip()
        for key, _, value in (part.partition("=") for part in line.split(";")[1:])
    }
    name = line.partition("=")[0].strip()
    scheme, _, host = address.partition("://")
    host = host.partition(":")[0].lower()
    is_safe = scheme == "https" or host in ("localhost", "127.0.0.1")
    domain = attributes.get("domain", "").lstrip(".").lower()
    if domain and host != domain and not host.endswith(f".{domain}"):
        return f"Its Domain is {domain}, and the page is of {host}."
    if "secure" in attributes and not is_safe:
        return "It is Secure, and the page came by plain http."
    if attributes.get("samesite", "").lower() == "none" and "secure" not in attributes:
        return "SameSite=None needs Secure."
    if name.startswith(("__Secure-", "__Host-")) and "secure" not in attributes:
        return f"{name.partition('-')[0]}- needs Secure."
    if name.startswith("__Host-") and (domain or attributes.get("path") != "/"):
        return "__Host- needs Path=/ and no Domain."
    return ""


def _name(line: str) -> str:
    return line.partition("=")[0].strip()


def _jar(answer: Answer, names: Names) -> dict[str, set[str]]:
    return {_name(line): _attributes(line) for line in answer.all("set-cookie")}


def _attributes(line: str) -> set[str]:
    """Without Domain, which the road takes away where hosts are renamed, and without moments."""
    parts = {part.strip() for part in line.split(";")[1:]}
    return {part for part in parts if part and not part.lower().startswith(("domain=", "expires="))}


def _body(straight: Answer, again: Answer, road: Answer, names: Names) -> list[Finding]:
    if straight.body == without_tag(road.text).encode("latin-1"):
        return []
    first, second, ours = (names.one(without_tag(each.text)).splitlines() for each in (straight, again, road))
    if first == ours:
        return []
    steady = Counter(first) & Counter(second)
    missing, added = (
        steady - Counter(ours),
        (Counter(ours) - Counter(first)) if first == second else Counter[str](),
    )
    if not missing and not added:
        return []
    return [
        Finding(
            code="body",
            matters=True,
            says=f"The page itself is another one by the road: lines missing {missing.total()}, new {added.total()}.",
            why="The origin writes pages by Host, by X-Forwarded-Host or X-Forwarded-Proto, or shows this visitor something else.",
            do="Let the origin know the public name, so that both are the same page.",
            detail=(
                *(f"- {_cut(line)}" for line in list(missing)[:SHOWN]),
                *(f"+ {_cut(line)}" for line in list(added)[:SHOWN]),
            ),
        )
    ]


def _past_the_road(road: Answer, names: Names) -> list[Finding]:
    where = road.first("location")
    if names.still_straight(where):
        return [
            Finding(
                code="redirect-past",
                matters=True,
                says="A redirect leads to the origin's own name: from there on the shopper is past Alongside.",
                why="The origin makes absolute addresses of its own name, and hosts are kept as they are (`host_mode`).",
                do='Let the origin use the public name (from Host or X-Forwarded-Host), or set host_mode = "rewrite".',
                detail=(where,),
            )
        ]
    count = names.still_straight(road.text) if road.is_html else 0
    if not count:
        return []
    return [
        Finding(
            code="address-past",
            matters=False,
            says=f"{count} addresses of the origin's own name are left in the page.",
            why="They stand where no rewriting may reach (scripts, texts), and work if only their data is used.",
            do="Where a script navigates by them the shopper leaves the road: let the origin know the public name.",
        )
    ]


def _cut(line: str) -> str:
    line = line.strip()
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"
