"""Whose word about a client is taken, and what is read of it."""

import pytest

from alongside.peers import MAX_HOPS, Client, Trust

TRUST = Trust(["10.0.0.0/8", "2001:db8::/32"])
LB = "10.0.0.1"
FAR = "203.0.113.9"


@pytest.mark.parametrize("peer", [FAR, "127.0.0.1", "::1", "2001:db9::1", "unknown", "", "10.0.0.1.evil"])
def test_a_peer_that_is_not_trusted_is_the_client_itself(peer: str) -> None:
    said = {"x-forwarded-for": [FAR], "x-forwarded-proto": ["https"], "forwarded": ["host=evil"]}
    assert TRUST.client(peer, said) == Client(peer)


@pytest.mark.parametrize("peer", [LB, "::ffff:10.9.9.9", "2001:db8::7", "10.255.255.255"])
def test_a_peer_in_a_trusted_network_is_believed(peer: str) -> None:
    said = {
        "x-forwarded-for": [FAR],
        "x-forwarded-proto": ["HTTPS"],
        "x-forwarded-host": ["www.shop.example"],
    }
    assert TRUST.client(peer, said) == Client(FAR, "https", "www.shop.example")


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_our_own_processes_are_believed_where_they_are_what_connects(peer: str) -> None:
    assert Trust([], own=True).client(peer, {"x-forwarded-for": [FAR]}) == Client(FAR)


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ([FAR], FAR),
        (["1.1.1.1, 203.0.113.9"], FAR),
        (["1.1.1.1", "203.0.113.9, 10.0.0.2", "10.0.0.3"], FAR),
        (["10.0.0.5, 10.0.0.2"], "10.0.0.5"),
        (["1.1.1.1, nonsense, 10.0.0.2"], "10.0.0.2"),
        (["nonsense"], LB),
        (["unknown, "], LB),
        (["203.0.113.9:4711"], FAR),
        (["[2001:db9::7]:4711"], "2001:db9::7"),
        (["2001:DB9:0::7"], "2001:db9::7"),
        ([""], LB),
        ([], LB),
        ([FAR + ", 10.0.0.2" * MAX_HOPS], "10.0.0.2"),
    ],
)
def test_the_client_is_the_nearest_address_that_is_not_trusted_itself(said: list[str], client: str) -> None:
    assert TRUST.client(LB, {"x-forwarded-for": said}).address == client


@pytest.mark.parametrize(
    ("said", "client"),
    [
        (
            'for=203.0.113.9;proto=https;host="www.shop.example:443"',
            Client(FAR, "https", "www.shop.example:443"),
        ),
        ('for=1.1.1.1, For="203.0.113.9:80" ; Proto=http', Client(FAR, "http")),
        ('for="[2001:db9::7]:47"', Client("2001:db9::7")),
        ("for=_hidden;proto=https", Client(LB, "https")),
        ("for=203.0.113.9;by", Client(LB)),
        ('for="203.0.113.9', Client(LB)),
        ("host=evil/x;proto=gopher", Client(LB)),
    ],
)
def test_forwarded_is_read_as_its_standard_says_and_left_out_when_malformed(
    said: str, client: Client
) -> None:
    assert TRUST.client(LB, {"forwarded": [said]}) == client


@pytest.mark.parametrize(
    "host", ["a b", "a/b", "evil@shop.example", "[::1", "shop.example:99999999", "a\x00"]
)
def test_a_host_that_is_none_is_not_taken(host: str) -> None:
    assert TRUST.client(LB, {"x-forwarded-host": [host]}).host == ""
