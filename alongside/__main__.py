"""The command line. It reads options and hands over; bad input is one clear line on standard error and exit status 2."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from alongside import __version__, commands
from alongside.process import StartError
from alongside.settings import Settings, SettingsError, load_settings
from alongside.store import StoreError

Run = Callable[[Settings, argparse.Namespace], int]

SETTING_OPTIONS = (
    ("--origin", "URL", "the shop's own address, such as https://origin.shop.example"),
    ("--origin-ca", "FILE", "authorities of the origin's certificate, when it is a private one"),
    ("--listen", "HOST:PORT", "where the road listens (127.0.0.1:8080)"),
    ("--live", "HOST:PORT", "where the live host listens (127.0.0.1:8081)"),
    ("--public", "URL", "the shop's address as browsers see it"),
    ("--live-public", "URL", "the live host's address as browsers see it"),
    ("--certificate", "FILE", "certificate, with its chain, by which the shop is served over TLS"),
    ("--certificate-key", "FILE", "its key, when it is not in the same file"),
    ("--live-certificate", "FILE", "the live host's, to serve that beside the shop"),
    ("--live-certificate-key", "FILE", "its key, when it is not in the same file"),
    ("--redirect-http", "HOST:PORT", "where http:// is sent on to https://"),
    ("--road-public", "URL", "where a CDN's program reaches the road"),
    ("--redis", "URL", "a Valkey or Redis to use in place of the embedded one"),
    ("--data", "DIR", "folder of the embedded store (data)"),
    ("--config", "FILE", "settings as TOML"),
    ("--workers", "N", "engine processes (1)"),
    ("--edge", "auto|nginx|own|none", "what stands before the engine (auto: nginx when it is installed)"),
    ("--access-log", "FILE|-", "a line of JSON for each request (none)"),
    ("--host-mode", "auto|keep|rewrite", "whether the origin's own name is translated (auto)"),
)


class OneLineParser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        """One line on standard error, status 2."""
        self.exit(2, f"alongside: {message} (see `{self.prog} --help`)\n")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = OneLineParser(prog="alongside", description="Co-browsing for web shops.")
    parser.add_argument("--version", action="version", version=f"alongside {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=OneLineParser)
    _verb(verbs, "serve", "run the road and the live host before a shop", commands.serve_shop)
    _verb(verbs, "demo", "run everything before the demo shop", commands.serve_demo)
    _check(verbs)
    edge = _verb(verbs, "edge", "print an edge's configuration for these settings", commands.print_edge)
    edge.add_argument("name", metavar="NAME", help="nginx, haproxy or cloudflare")
    rep = verbs.add_parser("rep", help="accounts of reps").add_subparsers(
        required=True, parser_class=OneLineParser
    )
    add = _verb(rep, "add", "make an account, or give it a new password or role", commands.add_rep)
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", choices=("rep", "supervisor", "admin"), default="rep")
    add.add_argument("--name", default="", help="the name that shoppers see")
    add.add_argument(
        "--password-stdin", action="store_true", required=True, help="read it from standard input"
    )
    token = verbs.add_parser("token", help="API tokens").add_subparsers(
        required=True, parser_class=OneLineParser
    )
    new = _verb(token, "add", "make an API token; it is printed once", commands.add_token)
    new.add_argument("name", metavar="NAME")
    new.add_argument("--role", choices=("rep", "supervisor", "admin"), required=True)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    options = build_parser().parse_args(argv)
    run: Run = options.run
    try:
        return run(_read(options), options)
    except (SettingsError, StartError, StoreError) as error:
        print(f"alongside: {error}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130


def _verb(
    verbs: "argparse._SubParsersAction[OneLineParser]", name: str, text: str, run: Run
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run, read=_read)
    for option, metavar, meaning in SETTING_OPTIONS:
        parser.add_argument(option, metavar=metavar, help=meaning)
    return parser


def _check(verbs: "argparse._SubParsersAction[OneLineParser]") -> None:
    text = "say what would keep `serve` from working; with URLs, what would break in these pages, and why"
    check = _verb(verbs, "check", text, commands.check)
    check.add_argument(
        "urls", metavar="URL", nargs="*", help="/ or /product/1 or a whole address of the shop"
    )
    check.add_argument(
        "--road", metavar="URL", default="", help="a running road to ask, in place of one for this occasion"
    )
    check.add_argument("--json", action="store_true", help="the report for programs")
    check.add_argument("--html", metavar="FILE", help="write the report with pictures, as one file")
    check.add_argument("--no-browser", action="store_true", help="do not open the pages in a browser")


def _read(options: argparse.Namespace) -> Settings:
    return load_settings(_given(options))


def _given(options: argparse.Namespace) -> dict[str, object]:
    """The settings among the options, those that were given."""
    names = [option.removeprefix("--").replace("-", "_") for option, _, _ in SETTING_OPTIONS]
    return {name: value for name in names if (value := getattr(options, name)) is not None}


if __name__ == "__main__":
    sys.exit(main())
