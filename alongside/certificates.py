"""Files of certificates: whether they can be served, and what browsers will say against them. Which file is for which host: secure.py."""

import os
import ssl
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from alongside.secure import Shown
from alongside.settings import Settings, SettingsError

SOON: Final = timedelta(days=14)
"""Who renews certificates by a program has it do so a month ahead: later than this it has not worked."""


def check_certificates(settings: Settings, now: datetime) -> list[str]:
    """What browsers will say against them, in one line each. Raises SettingsError for files that cannot be served at all."""
    return list(
        dict.fromkeys(line for each in settings.shown for line in _against(each, read_chain(each), now))
    )


def read_chain(shown: Shown) -> list[x509.Certificate]:
    """The host's own certificate, and those behind it in the file. Raises SettingsError."""
    named, pair = f"{shown.setting} {shown.pair.certificate}", shown.pair
    try:
        chain = x509.load_pem_x509_certificates(_read(shown.setting, pair.certificate))
    except ValueError as error:
        raise SettingsError(f"{named}: no certificate in PEM form") from error
    if _key(shown) != chain[0].public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo):
        raise SettingsError(f"{named}: the key in {pair.key} is not the one of the first certificate")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(pair.certificate, pair.key)
    except ssl.SSLError as error:  # too weak, for instance
        raise SettingsError(f"{named}: {error.reason or error}") from error
    return chain


def _key(shown: Shown) -> bytes:
    """What the key says of its public half. Raises SettingsError."""
    setting = f"{shown.setting}_key"
    try:
        key = load_pem_private_key(_read(setting, shown.pair.key), None)
    except TypeError as error:
        raise SettingsError(
            f"{setting} {shown.pair.key}: the key is encrypted; it has to be there without a password"
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise SettingsError(f"{setting} {shown.pair.key}: no private key in PEM form") from error
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _read(setting: str, path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SettingsError(f"{setting} {path}: {os.strerror(error.errno or 0)}") from error


def _against(shown: Shown, chain: list[x509.Certificate], now: datetime) -> Iterable[str]:
    own, named = chain[0], f"{shown.setting} {shown.pair.certificate}"
    ends = own.not_valid_after_utc
    if ends <= now:
        yield f"{named} has expired on {ends:%Y-%m-%d}: browsers refuse it"
    elif ends - now < SOON:
        yield f"{named} expires on {ends:%Y-%m-%d}"
    if own.not_valid_before_utc > now:
        yield f"{named} holds only from {own.not_valid_before_utc:%Y-%m-%d %H:%M} UTC: browsers refuse it until then"
    if not covers(own, shown.name):
        yield f"{named} is not for {shown.name}: browsers refuse it"
    if len(chain) == 1 and own.issuer != own.subject:
        yield f"{named} comes alone: browsers that do not know its issuer ({_issuer(own)}) refuse it; put the whole chain into the file"


def covers(certificate: x509.Certificate, name: str) -> bool:
    """Whether browsers take it for that name: by its alternative names alone (RFC 6125), a star standing for one label."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    try:
        return ip_address(name) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        wanted = {name.lower(), f"*.{name.lower().partition('.')[2]}"}
        return any(each.lower() in wanted for each in names.get_values_for_type(x509.DNSName))


def _issuer(certificate: x509.Certificate) -> str:
    found = certificate.issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value) if found else certificate.issuer.rfc4514_string()
