"""Python's side of the wire's truth: what stands in tests/wire/*.json decodes, and encodes to the same text."""

import json
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from alongside.closing import MALFORMED, TOO_LONG
from alongside.roles import ACTS
from alongside.wire.actions import Action
from alongside.wire.call import MOST_SDP
from alongside.wire.codec import (
    MAX_FRAME,
    Decoder,
    WireError,
    actions,
    encode,
    from_host,
    from_viewer,
    to_host,
    to_viewer,
)
from alongside.wire.host import Act, FromHost, ToHost
from alongside.wire.viewer import FromViewer, ToViewer
from alongside.wire.words import name_of

HERE = Path(__file__).parent
DECODERS: dict[str, Decoder[Any]] = {
    "host-to-hub": from_host,
    "hub-to-host": to_host,
    "viewer-to-hub": from_viewer,
    "hub-to-viewer": to_viewer,
}
UNIONS = {
    "host-to-hub": FromHost,
    "hub-to-host": ToHost,
    "viewer-to-hub": FromViewer,
    "hub-to-viewer": ToViewer,
}


SPOT = '["0","e",12,0,0,1,1]'


def read(name: str) -> list[Any]:
    rows: list[dict[str, str]] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(row["direction"], row["text"], id=f"{row['direction']}: {row['name']}") for row in rows
    ]


WELL_FORMED = [row for direction in DECODERS for row in read(direction)]


@pytest.mark.parametrize(("direction", "text"), WELL_FORMED)
def test_a_frame_decodes_and_encodes_to_the_same_text(direction: str, text: str) -> None:
    message = DECODERS[direction].decode(text)
    assert message is not None
    assert encode(message) == text


@pytest.mark.parametrize(("direction", "text"), WELL_FORMED)
def test_trailing_fields_of_a_later_version_are_ignored(direction: str, text: str) -> None:
    longer = f'{text[:-1]},{{"new":[1]}}]'
    message = DECODERS[direction].decode(longer)
    assert message is not None
    assert encode(message) == text


@pytest.mark.parametrize(("direction", "text"), read("malformed"))
def test_a_malformed_frame_is_refused(direction: str, text: str) -> None:
    with pytest.raises(WireError) as caught:
        DECODERS[direction].decode(text)
    assert caught.value.code == MALFORMED


@pytest.mark.parametrize(("direction", "text"), read("unknown"))
def test_an_unknown_type_is_nothing(direction: str, text: str) -> None:
    assert DECODERS[direction].decode(text) is None


@pytest.mark.parametrize("direction", DECODERS)
def test_every_message_has_a_vector(direction: str) -> None:
    names = {name_of(message) for message in get_args(UNIONS[direction])}
    assert {json.loads(row.values[1])[0] for row in read(direction)} == names


def test_every_action_has_a_vector_and_decodes() -> None:
    acts = [to_host.decode(row.values[1]) for row in read("hub-to-host")]
    decoded = [actions.decode(bytes(act.action)) for act in acts if isinstance(act, Act)]
    assert {name_of(type(action)) for action in decoded if action} == {name_of(a) for a in get_args(Action)}


def test_the_actions_are_those_of_the_table_of_roles() -> None:
    assert {name_of(action) for action in get_args(Action)} == set(ACTS)


@pytest.mark.parametrize(
    "text",
    [
        '["ping",-1]',
        '["ping",9007199254740992]',
        '["point","",1,2]',
        f'["point","{"f" * 65}",1,2]',
        '["point","0",1e999,2]',
        '["done","p2",1,"perhaps"]',
        f'["mark","p1",["highlight",[{",".join([SPOT] * 9)}]]]',
        f'["mark","p1",["draw","0","e",1,1,[{",".join(["1"] * 129)}]]]',
        '["mark","p1",["highlight",[["0","e",12,0,0]]]]',
        '["mark","p1",["shout"]]',
        '["say","k",{"reply":{"to":1,"answer":"perhaps"}}]',
        '["call",["ring","p2"]]',
        '["call",["decline","p1","bored"]]',
        f'["call",["offer","p2","k",{json.dumps("x" * (MOST_SDP + 1))}]]',
        f'["call",["candidate","p2","k",{json.dumps("x" * 1025)},null,null]]',
    ],
)
def test_values_out_of_bounds_are_refused(text: str) -> None:
    with pytest.raises(WireError):
        from_host.decode(text)


def test_names_at_the_bound_are_taken() -> None:
    assert from_host.decode(f'["point","{"f" * 64}",1,2]') is not None


def test_a_description_at_the_bound_is_taken() -> None:
    assert from_host.decode(f'["call",["offer","p2","k",{json.dumps("x" * MOST_SDP)}]]') is not None


def test_highlights_and_points_at_the_bound_are_taken() -> None:
    assert from_host.decode(f'["mark","p1",["highlight",[{",".join([SPOT] * 8)}]]]') is not None
    assert from_host.decode(f'["mark","p1",["draw","0","e",1,1,[{",".join(["1"] * 128)}]]]') is not None


@pytest.mark.parametrize("filler", ["x", "本"])
def test_a_frame_at_the_bound_is_taken_and_one_past_it_is_not(filler: str) -> None:
    width = len(filler.encode())
    head, tail = '["snap","0","e",0,["', '"]]'
    room = MAX_FRAME - len(head) - len(tail)
    at_bound = head + filler * (room // width) + "x" * (room % width) + tail
    assert len(at_bound.encode()) == MAX_FRAME
    assert from_host.decode(at_bound) is not None
    with pytest.raises(WireError) as caught:
        from_host.decode(at_bound + " ")
    assert caught.value.code == TOO_LONG


def test_deep_nesting_is_refused_and_does_no_harm() -> None:
    with pytest.raises(WireError):
        from_host.decode('["snap","0","e",0,' + "[" * 200_000 + "]" * 200_000 + "]")


def test_a_payload_is_kept_as_it_came() -> None:
    text = '["change","0","e",1,[["text",1,"\\u00e9"],  1.50]]'
    message = from_host.decode(text)
    assert message is not None
    assert msgspec.json.encode(message).decode() == text
