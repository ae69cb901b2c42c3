"""Whether our script gets into a page and would live there, and what in the page's markup goes wrong by the road. Pure."""

import base64
import hashlib
from fnmatch import fnmatchcase
from urllib.parse import urljoin, urlsplit

from alongside.check.fetching import Answer
from alongside.check.findings import Finding
from alongside.check.markup import Markup, Tag, find_tag, read_markup
from alongside.check.names import Names
from alongside.check.policies import Script, split_policies, wants_trusted_types, why_blocked, why_cut_off
from alongside.names import PREFIX

POLICY = "content-security-policy"


def judge(road: Answer, path: str, names: Names, left_out: tuple[str, ...]) -> list[Finding]:
    """For an answer that came by the road."""
    if not road.is_html:
        return []
    markup = read_markup(road.text)
    tag = find_tag(road.text)
    mine = (
        _scripts(road, tag, markup, names.road + path, names) if tag else [_not_there(road, path, left_out)]
    )
    return [*mine, *_base(markup, names)]


def _not_there(road: Answer, path: str, left_out: tuple[str, ...]) -> Finding:
    wanted, why = False, ""
    if any(fnmatchcase(path.partition("?")[0], pattern) for pattern in left_out):
        wanted, why = True, "Its path is in `leave_out`."
    elif "no-transform" in road.first("cache-control").lower():
        why = "It says Cache-Control: no-transform, which binds us, too."
    elif 300 <= road.status < 400 or road.status in (204, 205):
        wanted, why = True, f"It is a {road.status} without anything to show."
    elif road.first("content-disposition").lower().startswith("attachment"):
        wanted, why = True, "It is to be saved, not shown."
    else:
        why = "Its charset or coding is none that we know, it has no place for a tag within 64 KB, or the road is not before this host."
    return Finding(
        code="no-tag",
        matters=not wanted,
        says="Our tag is not in this page: there is no help here, and a session is not seen here.",
        why=why,
        do="Nothing, if that is what you want."
        if wanted
        else "Take that away for this page, or say that it is meant: put its path into `leave_out`.",
    )


def _scripts(road: Answer, tag: Tag, markup: Markup, page: str, names: Names) -> list[Finding]:
    by_field, by_meta = split_policies(road.all(POLICY)), split_policies(markup.policies)
    base = names.road + PREFIX
    loader = Script(url=f"{base}loader.js", page=page, nonce=tag.nonce, integrity=tag.integrity)
    later = Script(url=f"{base}page.js", page=page, nonce=tag.nonce, by_markup=False)
    socket = f"{base}socket"
    if reason := why_blocked(by_field, loader):
        return [_blocked("blocked", "The page's policy forbids our script: there is no help here.", reason)]
    if reason := why_blocked([*by_field, *by_meta], later):
        return [
            _blocked(
                "blocked-later",
                "The button comes, but the page's policy forbids what a session needs.",
                reason,
            )
        ]
    if reason := why_cut_off([*by_field, *by_meta], socket, page):
        return [
            _blocked(
                "cut-off",
                "Our script runs, but the page's policy does not let it reach its own host.",
                reason,
            )
        ]
    if wants_trusted_types([*by_field, *by_meta]):
        return [
            Finding(
                code="trusted-types",
                matters=True,
                says="The button comes, but Trusted Types keep it from bringing in what a session needs.",
                why="The policy says require-trusted-types-for 'script', and a script's address is a plain text with us.",
                do=f"Make a default policy that lets {PREFIX} pass in createScriptURL.",
            )
        ]
    return []


def _blocked(code: str, says: str, reason: str) -> Finding:
    do = "Add 'self' to that directive"
    if code != "cut-off":
        do += ", or the nonce of the page's own scripts"
    return Finding(
        code=code,
        matters=True,
        says=says,
        why=f"{reason}. What stands in a <meta> the road does not change; fields it does.",
        do=f"{do}. The shop works as before in any case.",
    )


def _base(markup: Markup, names: Names) -> list[Finding]:
    host = urlsplit(markup.base).netloc
    if not host or host == names.road_host:
        return []
    past = host == names.straight_host
    return [
        Finding(
            code="base",
            matters=True,
            says=f"<base href> makes relative links lead to {host}: a shopper who follows one is past Alongside.",
            why="The origin writes its own name into the page."
            if past
            else "That host is another one than the road's.",
            do="Let the origin write the public name, or map that host, too.",
            detail=(markup.base,),
        )
    ]


def sealed_here(road: Answer, road_url: str, names: Names) -> list[tuple[str, str]]:
    """Absolute address by the road, and `integrity`, of what the page binds to a digest and the road serves."""
    markup = read_markup(road.text)
    base = urljoin(road_url, markup.base)
    found = [(urljoin(base, address), integrity) for address, integrity in markup.sealed]
    return [
        (address, integrity) for address, integrity in found if urlsplit(address).netloc == names.road_host
    ]


def judge_sealed(address: str, integrity: str, answer: Answer, straight: Answer) -> Finding | None:
    """What a browser says of a file that is bound to a digest."""
    if _fits(answer.body, integrity):
        return None
    broken_anyway = not _fits(straight.body, integrity)
    return Finding(
        code="integrity",
        matters=not broken_anyway,
        says=f"The browser refuses {urlsplit(address).path}: its bytes do not fit `integrity`.",
        why="They do not fit straight from the origin, either."
        if broken_anyway
        else "Hosts are renamed in it, which changes its bytes.",
        do="Renew `integrity` in the page."
        if broken_anyway
        else 'Use relative addresses in this file, or keep hosts (host_mode = "keep") with the public name at the origin.',
        detail=(integrity,),
    )


def _fits(body: bytes, integrity: str) -> bool:
    digests = [word.partition("?")[0] for word in integrity.split()]
    known = [word for word in digests if word.partition("-")[0] in ("sha256", "sha384", "sha512")]
    strongest = max((word.partition("-")[0] for word in known), default="")
    return not known or any(
        word == f"{strongest}-{base64.b64encode(hashlib.new(strongest, body).digest()).decode()}"
        for word in known
    )
