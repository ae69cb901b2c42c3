"""Run the corpus in the other vendors' browsers; exit status 1 when what differs is not what docs/browsers.md says.

`python -m tests.vendors [--write] [PAGE…]`: `--write` brings the list in docs/browsers.md up to date instead.
"""

import argparse
import re
import sys
from pathlib import Path

from tests.vendors.corpus import Browser, VendorPair, bench_with_roots
from tests.vendors.firefox import Firefox, find_firefox
from tests.vendors.webkit import WebKit, find_webkit

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.name for path in (ROOT / "tests" / "pages").glob("*.*html"))
DOCS = ROOT / "docs" / "browsers.md"
LIST = re.compile(r"(?<=<!-- corpus -->\n).*(?=<!-- end -->)", re.DOTALL)


def main() -> int:
    arguments = parse()
    names = arguments.pages or PAGES
    lines = ["| page | " + " | ".join(kind.name for kind in (Firefox, WebKit)) + " |", "|---|---|---|"]
    outcomes = [run(Firefox, find_firefox(), names), run(WebKit, find_webkit(), names)]
    for name in names:
        told = [outcome.get(name, "") for outcome in outcomes]
        if any(told):
            lines.append(f"| {name} | " + " | ".join(each or "equal" for each in told) + " |")
    return finish("\n".join([*lines, ""]), arguments)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.vendors")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("pages", nargs="*")
    return parser.parse_args()


def run(kind: type[Firefox] | type[WebKit], program: str | None, names: list[str]) -> dict[str, str]:
    """Page → where it parts; what is equal is left out."""
    if program is None:
        sys.exit(f"{kind.name} is not installed")
    differing: dict[str, str] = {}
    with bench_with_roots() as bench, kind(program) as browser:
        runner: Browser = browser
        pair = VendorPair(runner, bench)
        for name in names:
            if outcome := pair.check(name):
                differing[name] = outcome.splitlines()[0]
                print(f"{kind.name}: {name}: {outcome}", flush=True)
        print(f"{browser.version}: {len(names) - len(differing)} of {len(names)} pages equal", flush=True)
    return differing


def finish(listed: str, arguments: argparse.Namespace) -> int:
    text = DOCS.read_text(encoding="utf-8")
    if arguments.write:
        DOCS.write_text(LIST.sub(lambda _: listed, text), encoding="utf-8")
    elif not arguments.pages and listed not in text:
        print("docs/browsers.md tells something else: look at it, then `make vendors WRITE=--write`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
