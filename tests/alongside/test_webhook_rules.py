"""The rules of webhooks: signatures, when a failed call is tried again and when it is given up, which addresses may be called."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from alongside.webhooks import (
    FIRST_RETRY_SECONDS,
    GIVE_UP_SECONDS,
    LONGEST_RETRY_SECONDS,
    Reply,
    Waiting,
    Webhook,
    after_try,
    choose,
    is_public,
    is_usable,
    make_webhook_secret,
    sign,
    wants,
    webhook_after,
)

HOOK = Webhook(id="w", url="https://crm.example/", events=(), secret="whsec_AAAA", created=1.0)
GOOD, BAD = Reply(status=204), Reply(status=500)


def call(place: str, subject: str = "s", due: float = 0.0) -> Waiting:
    return Waiting(place=place, event=f"e{place}", type="line.said", subject=subject, at=1.0, due=due)


def places(calls: Iterable[Waiting]) -> list[str]:
    return [item.place for item in calls]


def test_a_signature_is_that_of_standard_webhooks() -> None:
    body = b'{"test": 2432232314}'
    signature = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert make_webhook_secret(b"\0" * 24) == "whsec_" + "A" * 32


def test_of_one_subject_the_first_call_holds_the_others_back() -> None:
    waiting = [
        call("1-0", "a", due=9.0),
        call("2-0", "b"),
        call("3-0", "a"),
        call("4-0", "b"),
        call("5-0", "c"),
    ]
    assert places(choose(waiting, 5.0)) == ["2-0", "5-0"]
    assert places(choose(waiting, 9.0)) == ["1-0", "2-0", "5-0"]


def test_waits_grow_with_each_try_to_a_bound_and_end_after_a_day() -> None:
    now, fate, tried, waits = 1000.0, "again", call("1-0"), []
    while fate == "again":
        fate, tried = after_try(tried, BAD, now, 0.5)
        if fate == "again":
            waits.append(tried.due - now)
            now = tried.due
    assert waits[:4] == [FIRST_RETRY_SECONDS * 3**power for power in range(4)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_RETRY_SECONDS
    assert (fate, tried.status, tried.tries) == ("lost", 500, len(waits) + 1)
    assert GIVE_UP_SECONDS <= now - 1000.0 <= GIVE_UP_SECONDS + LONGEST_RETRY_SECONDS


def test_waits_are_spread_so_that_receivers_are_not_called_all_at_once() -> None:
    dues = [after_try(call("1-0"), BAD, 0.0, random)[1].due for random in (0.0, 0.5, 1.0)]
    assert dues == [pytest.approx(0.8), pytest.approx(1.0), pytest.approx(1.2)]


def test_a_call_that_comes_through_is_done() -> None:
    assert after_try(call("1-0"), GOOD, 5.0, 0.5)[0] == "done"
    assert [Reply(status=status).is_good for status in (0, 199, 200, 299, 301, 410, 500)] == [
        *(False, False, True, True, False, False, False)
    ]


def test_a_webhook_that_nothing_reaches_for_a_day_is_turned_off() -> None:
    failing = webhook_after(HOOK, BAD, 10.0)
    assert failing.failing == 10.0
    assert webhook_after(failing, GOOD, 20.0).failing == 0.0
    assert webhook_after(failing, BAD, 9.0 + GIVE_UP_SECONDS) is failing
    assert webhook_after(failing, BAD, 10.0 + GIVE_UP_SECONDS).off == "failing"
    assert webhook_after(HOOK, GOOD, 10.0) is HOOK


def test_a_receiver_that_is_gone_turns_its_webhook_off_at_once() -> None:
    assert webhook_after(HOOK, Reply(status=410), 10.0).off == "gone"
    off = replace(HOOK, off="by-admin")
    assert webhook_after(off, BAD, 10.0) is off


def test_a_webhook_is_told_what_it_asked_for() -> None:
    assert wants(HOOK, "line.said")
    assert not wants(replace(HOOK, events=("callback.asked",)), "line.said")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "192.0.2.1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:a00:1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "nonsense",
        ),
    ],
)
def test_addresses_of_inner_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_of_the_network_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://crm.example/",
            "https://",
            "https:///x",
            "ftp://crm.example/",
            "//crm.example/",
            "",
            "https://a:b@crm.example/",
        ),
        *(
            "https://crm.example/#x",
            "https://crm.example:0/",
            "https://crm.example:99999/",
            "https://[::1]/",
            "https://127.0.0.1/",
        ),
        *(
            "https://2130706433/",
            "https://0x7f.1/",
            "https://crm.example/\r\nx: y",
            "https://crm.example/ x",
            "https://crm.exämple/",
        ),
    ],
)
def test_addresses_that_cannot_be_called_are_refused(url: str) -> None:
    assert not is_usable(url, may_be_private=False)


def test_where_private_addresses_are_allowed_they_are() -> None:
    assert is_usable("http://127.0.0.1:8000/hook?x=1", may_be_private=True)
    assert is_usable("https://crm.example/hook", may_be_private=False)
    assert not is_usable("file:///etc/passwd", may_be_private=True)
