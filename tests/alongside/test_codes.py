"""Secrets, links and codes."""

import pytest

from alongside.codes import hash_secret, is_code, link_token, make_code, make_secret


def test_a_secret_has_all_the_randomness_it_was_given() -> None:
    assert make_secret(bytes(20)) != make_secret(bytes(19) + b"\1")
    assert len(make_secret(bytes(20))) == 27


def test_too_little_randomness_is_refused() -> None:
    with pytest.raises(ValueError, match="20 random bytes"):
        make_secret(bytes(19))


def test_a_links_token_comes_from_the_shoppers_secret_and_its_number() -> None:
    tokens = {link_token(secret, number) for secret in ("a", "b") for number in range(3)}
    assert len(tokens) == 6
    assert link_token("a", 0) == link_token("a", 0)
    assert all(len(token) == 27 for token in tokens)


def test_a_hash_does_not_show_the_secret() -> None:
    assert "secret" not in hash_secret("secret")
    assert hash_secret("secret") == hash_secret("secret") != hash_secret("Secret")


@pytest.mark.parametrize(("random", "code"), [(0, "000000"), (42, "000042"), (1_000_007, "000007")])
def test_a_code_has_six_digits(random: int, code: str) -> None:
    assert make_code(random) == code
    assert is_code(code)


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12345a", "１２３４５６", "123456\n", "-12345"])
def test_anything_else_is_no_code(text: str) -> None:
    assert not is_code(text)
