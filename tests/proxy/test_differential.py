"""Raw requests through the real engine, by itself and behind each edge, before nginx, uvicorn and Node: everybody understands the same.

A little of what `make differential` does at length, and every script that is kept.
"""

from collections.abc import Iterator

import pytest

from tests.proxy.differential.corpus import CORPUS
from tests.proxy.differential.generator import Script, make_script
from tests.proxy.differential.judge import Answer, Exchange, judge, read_strictly
from tests.proxy.differential.origins import Understood
from tests.proxy.differential.run import Roads, running_roads

A_FEW = 60


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roads]:
    with running_roads(tmp_path_factory.mktemp("roads")) as running:
        yield running


@pytest.mark.system
def test_nobody_understands_a_request_otherwise_than_the_product_did(roads: Roads) -> None:
    kept = list(enumerate(CORPUS.values(), start=900_000))
    some = [(number, make_script("a few", number)) for number in range(A_FEW)]
    findings = roads.run(kept + some)
    assert [f"{finding.way}: {finding.what} ({finding.script.raw!r})" for finding in findings] == []
    assert roads.strays() == []


def test_every_kept_script_of_a_known_attack_is_refused_or_one_plain_request() -> None:
    for name, script in CORPUS.items():
        understood = read_strictly(script.labelled(1, "a").raw).requests
        assert len([request for request in understood if "smuggled" in request.target]) <= 1, name


ONE = Script(
    b"GET /a HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n", (), (Understood("GET", "/a", ""),)
)
FINE = Exchange((Answer(200, "1"),), b"", "ended")
ENTRY = ("1", Understood("GET", "/a", ""))


def test_what_holds_is_not_complained_of() -> None:
    assert list(judge(ONE, FINE, [ENTRY], alone=True)) == []


@pytest.mark.parametrize(
    ("exchange", "entries"),
    [
        (FINE, [ENTRY, ("2", Understood("GET", "/smuggled", ""))]),
        (FINE, []),
        (FINE, [("1", Understood("GET", "/b", ""))]),
        (FINE, [("1", Understood("POST", "/a", ""))]),
        (FINE, [("1", Understood("GET", "/a", "body"))]),
        (Exchange((Answer(200, "1"), Answer(200, "2")), b"", "ended"), [ENTRY]),
        (Exchange((Answer(200, "1"),), b"HTTP/1.", "ended"), [ENTRY]),
        (Exchange((Answer(200, "1"),), b"", "hung"), [ENTRY]),
        (Exchange((), b"", "ended"), []),
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_what_does_not_hold_is_seen(
    exchange: Exchange, entries: list[tuple[str, Understood]], alone: bool
) -> None:
    assert list(judge(ONE, exchange, entries, alone=alone)) != []
