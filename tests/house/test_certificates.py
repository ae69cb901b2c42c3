"""Files of certificates: what cannot be served is named in one line, and what browsers will refuse is a warning."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from alongside.certificates import check_certificates
from alongside.settings import Settings, SettingsError
from tests.certificates import Authority

SHOP = "www.shop.example"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def look(certificate: str, key: str = "", public: str = f"https://{SHOP}") -> list[str]:
    settings = Settings(origin="http://a", public=public, certificate=certificate, certificate_key=key)
    return check_certificates(settings, datetime.now(UTC))


def write_key(file: Path, password: bytes = b"") -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    locked = BestAvailableEncryption(password) if password else NoEncryption()
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    return str(file)


@pytest.mark.parametrize(
    ("hosts", "public"),
    [
        ([SHOP], f"https://{SHOP}"),
        (["*.shop.example"], f"https://{SHOP.upper()}:8443"),
        (["a.example", "192.0.2.7"], "https://192.0.2.7"),
        (["2001:db8::1"], "https://[2001:db8::1]:443"),
    ],
)
def test_a_certificate_for_the_hosts_name_is_fine(
    authority: Authority, hosts: list[str], public: str
) -> None:
    assert look(authority.issue("shop", *hosts), public=public) == []


@pytest.mark.parametrize("host", ["shop.example", "*.example", "*.www.shop.example", "192.0.2.7"])
def test_a_certificate_for_other_names_is_a_warning(authority: Authority, host: str) -> None:
    (line,) = look(authority.issue("shop", host))
    assert line.endswith(f"shop.pem is not for {SHOP}: browsers refuse it")


@pytest.mark.parametrize(
    ("days", "says"), [(-1, "has expired on"), (5, "expires on"), (901, "holds only from")]
)
def test_a_certificate_out_of_its_time_is_a_warning(authority: Authority, days: float, says: str) -> None:
    (line,) = look(authority.issue("shop", SHOP, days=days))
    assert says in line


def test_a_certificate_without_its_chain_is_a_warning(authority: Authority, tmp_path: Path) -> None:
    key, own, _ = Path(authority.issue("shop", SHOP)).read_text().split("-----BEGIN CERT", 2)
    (tmp_path / "alone.pem").write_text(f"{key}-----BEGIN CERT{own}")
    (line,) = look(str(tmp_path / "alone.pem"))
    assert "comes alone" in line


def test_files_that_cannot_be_served_are_named(authority: Authority, tmp_path: Path) -> None:
    shop, nothing = authority.issue("shop", SHOP), tmp_path / "nothing.pem"
    nothing.write_text("nothing")
    cases = [
        (f"{tmp_path}/absent.pem", "", f"certificate {tmp_path}/absent.pem: No such file or directory"),
        (shop, f"{tmp_path}/absent.key", f"certificate_key {tmp_path}/absent.key: No such file or directory"),
        (str(tmp_path), "", f"certificate {tmp_path}: Is a directory"),
        (str(nothing), shop, f"certificate {nothing}: no certificate in PEM form"),
        (shop, str(nothing), f"certificate_key {nothing}: no private key in PEM form"),
        (shop, write_key(tmp_path / "locked.key", b"secret"), "the key is encrypted"),
        (shop, write_key(tmp_path / "other.key"), "is not the one of the first certificate"),
    ]
    for certificate, key, says in cases:
        with pytest.raises(SettingsError) as caught:
            look(certificate, key)
        assert says in str(caught.value)
        assert "\n" not in str(caught.value)


def test_the_live_hosts_certificate_is_looked_at_too(authority: Authority) -> None:
    shop, live = authority.issue("shop", SHOP), authority.issue("live", SHOP)
    settings = Settings(
        origin="http://a",
        public=f"https://{SHOP}",
        certificate=shop,
        live_public="https://live.shop.example",
        live_certificate=live,
    )
    (line,) = check_certificates(settings, datetime.now(UTC))
    assert line == f"live_certificate {live} is not for live.shop.example: browsers refuse it"
