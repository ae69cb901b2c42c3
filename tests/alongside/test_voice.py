"""Settings of talking by voice, and the credentials for a TURN server."""

import base64
import hashlib
import hmac
from pathlib import Path

import pytest

from alongside.settings import SettingsError, load_settings
from alongside.voice import TURN_SECONDS, Voice, turn_credentials

TURN = ("turn:turn.shop.example:3478",)


def test_time_limited_credentials_are_those_that_coturn_reckons() -> None:
    """As its manual says of use-auth-secret: timestamp:userid, and base64(hmac(secret key, username)) with SHA1."""
    voice = Voice(turn=TURN, turn_secret="north")
    username, password = turn_credentials(voice, "s-p2", 1_790_000_000.9)
    assert username == f"{1_790_000_000 + TURN_SECONDS}:s-p2"
    made = hmac.new(b"north", username.encode(), hashlib.sha1).digest()
    assert base64.b64decode(password) == made


def test_credentials_that_do_not_change_are_handed_on() -> None:
    voice = Voice(turn=TURN, turn_user="shop", turn_password="pw")
    assert turn_credentials(voice, "s-p2", 0) == ("shop", "pw")


@pytest.mark.parametrize(
    ("voice", "live", "is_on"),
    [
        (Voice(), "http://localhost:8081", True),  # on this machine ways are found without a server
        (Voice(), "https://live.shop.example", False),
        (Voice(stun=("stun:turn.shop.example",)), "https://live.shop.example", True),
        (Voice(turn=TURN, turn_secret="s"), "https://live.shop.example", True),
        (Voice(enabled=True), "https://live.shop.example", True),
        (Voice(enabled=False, turn=TURN, turn_secret="s"), "http://localhost:8081", False),
    ],
)
def test_where_people_may_talk(voice: Voice, live: str, is_on: bool) -> None:
    assert voice.is_on(live) is is_on


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('turn = ["turn:turn.shop.example"]', "turn_secret"),
        ('turn = ["turn:a"]\nturn_user = "u"', "turn_password"),
        ('turn = ["turn:a"]\nturn_secret = "s"\nturn_user = "u"\nturn_password = "p"', "turn_secret"),
        ('turn = ["https://turn.shop.example"]\nturn_secret = "s"', "turn:"),
        ('turn = ["turn:a?transport=sctp"]\nturn_secret = "s"', "turn:"),
        ('stun = ["stun:"]', "stun:"),
        ("relay_only = true", "turn"),
        ('colour = "red"', "colour"),
    ],
)
def test_a_table_that_cannot_be_used_is_one_clear_line(tmp_path: Path, table: str, says: str) -> None:
    file = tmp_path / "alongside.toml"
    file.write_text(f"[voice]\n{table}\n")
    with pytest.raises(SettingsError, match=says) as caught:
        load_settings({"config": str(file)}, {})
    assert "\n" not in str(caught.value)


def test_a_table_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "alongside.toml"
    file.write_text(
        '[voice]\nenabled = true\nstun = ["stun:a.example:3478"]\nturn = ["turns:a.example:443?transport=tcp"]\n'
        'turn_secret = "s"\nrelay_only = true\n'
    )
    voice = load_settings({"config": str(file)}, {}).voice
    assert voice.relay_only
    assert voice.turn == ("turns:a.example:443?transport=tcp",)
