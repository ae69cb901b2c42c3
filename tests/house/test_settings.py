"""Settings: where each value comes from, and what is said of those that cannot be used."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from alongside.settings import Settings, SettingsError, check_addresses, load_settings, split_address

ROOT = Path(__file__).parents[2]
WWW = {"public": "https://www.shop.example", "origin": "https://www.origin.example"}
CHECKOUT = {"public": "https://checkout.shop.example", "origin": "https://checkout.origin.example"}


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "alongside.toml"
    file.write_text('origin = "http://file"\nlive = "127.0.0.1:1"\nworkers = 3\n')
    environ = {"ALONGSIDE_ORIGIN": "http://environ", "ALONGSIDE_LIVE": "127.0.0.1:2"}
    settings = load_settings({"config": str(file), "origin": "http://line", "live": None}, environ)
    assert (settings.origin, settings.live, settings.workers) == ("http://line", "127.0.0.1:2", 3)


def test_lists_in_the_environment_are_separated_by_commas() -> None:
    assert load_settings({}, {"ALONGSIDE_MASK": ".a,.b"}).mask == (".a", ".b")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"workers": "0"}, "workers"),
        ({"workers": "many"}, "workers"),
        ({"edge": "apache"}, "edge"),
        ({"listen": "8080"}, "HOST:PORT"),
        ({"listen": "a:b"}, "HOST:PORT"),
        ({"listen": "a:99999"}, "HOST:PORT"),
        ({"config": "/nonexistent/alongside.toml"}, "No such file"),
        ({"unknown": "x"}, "unknown"),
        ({"mail_server": "mail.example:25"}, "mail_from"),
        ({"block": [".a", "div["]}, "block: 'div\\['"),
        ({"trusted_proxies": ["10.0.0.0/8", "cdn"]}, "trusted_proxies: 'cdn'"),
        ({"host": [{"origin": "http://a"}]}, r"\[\[host\]\] number 1: no public address"),
        ({"host": [{"public": "http://a"}]}, r"\[\[host\]\] 'http://a': no origin"),
        ({"host": [{"public": "a.example", "origin": "http://a"}]}, "public 'a.example' is not an http://"),
        ({"host": [{"public": "http://a/x", "origin": "http://a"}]}, "must be a bare address"),
        ({"host": [WWW, WWW]}, "'https://www.shop.example': this name is there twice"),
        ({"host": [WWW, CHECKOUT | {"origin": WWW["origin"]}]}, "is there twice: give host_mode"),
        ({"host": [WWW], "origin": "http://a"}, "give the tables, or the other two"),
        ({"host": [WWW | {"colour": "red"}]}, "colour"),
        ({"host": [WWW, CHECKOUT], "cookie_domain": "example"}, "cookie_domain 'example' is not a domain"),
        ({"host": [WWW, CHECKOUT], "cookie_domain": "co.jp"}, "cookie_domain 'co.jp' is not a domain"),
        ({"host": [WWW, CHECKOUT], "cookie_domain": "other.example"}, "fewer than two"),
        ({"origin": "http://a", "cookie_domain": "shop.example"}, "fewer than two"),
        ({"certificate_key": "/k"}, "certificate_key '/k': there is no certificate"),
        ({"certificate": "/a", "public": "http://b"}, "public 'http://b': there is a certificate"),
        ({"certificate": "/a$b"}, "certificate '/a\\$b': a path with"),
        (
            {"host": [WWW | {"certificate": "/a"}, CHECKOUT]},
            "'https://checkout.shop.example': no certificate",
        ),
        ({"redirect_http": "127.0.0.1:80"}, "redirect_http: the shop has no certificate"),
        ({"redirect_http": "80", "certificate": "/a"}, "HOST:PORT"),
        ({"live_certificate": "/a"}, "live_certificate: the shop has no certificate"),
        (
            {"certificate": "/a", "live_certificate": "/a"},
            "live_public 'http://localhost:8081': there is a cert",
        ),
        (
            {"certificate": "/a", "live_certificate": "/a", "live_public": "https://localhost:1"},
            "needs a name of its own",
        ),
        ({"tls_minimum": "1.1"}, "tls_minimum"),
        ({"edge_secret": "guess me"}, "edge_secret: 32 to 128 letters"),
        ({"road_public": "road.shop.example"}, "road_public 'road.shop.example' is not an http://"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(options: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        load_settings(options, {})
    assert "\n" not in str(caught.value)


def test_tables_of_hosts_stand_for_origin_and_public(tmp_path: Path) -> None:
    file = tmp_path / "alongside.toml"
    table = '[[host]]\npublic = "{public}"\norigin = "{origin}"\n'
    file.write_text(table.format(**WWW) + table.format(**CHECKOUT) + 'host_mode = "keep"\n')
    settings = load_settings({"config": str(file)}, {})
    assert (settings.origin, settings.public_url) == (WWW["origin"], WWW["public"])
    assert [host.host_mode for host in settings.hosts] == [None, "keep"]
    assert settings.public_urls == (WWW["public"], CHECKOUT["public"])
    assert load_settings({"origin": "http://a/", "public": "http://b/"}, {}).hosts[0].origin == "http://a"


@pytest.mark.parametrize(
    ("names", "told", "domains"),
    [
        (["shop.example"], "", [""]),
        (["www.shop.example", "checkout.shop.example"], "", ["shop.example", "shop.example"]),
        (["shop.example", "www.shop.example", "shop-pay.example"], "", ["shop.example", "shop.example", ""]),
        (["a.eu.shop.co.jp", "b.eu.shop.co.jp"], "", ["eu.shop.co.jp", "eu.shop.co.jp"]),
        (["shop-a.co.jp", "shop-b.co.jp"], "", ["", ""]),
        (["one.github.io", "two.github.io"], "", ["", ""]),
        (["www.shop.localhost:8080", "pay.shop.localhost:8080"], "", ["shop.localhost", "shop.localhost"]),
        (["127.0.0.1:8080", "localhost:8080"], "", ["", ""]),
        (["www.eu.shop.example", "m.eu.shop.example"], "shop.example", ["shop.example", "shop.example"]),
        (["www.shop.example", "checkout.shop.example"], "none", ["", ""]),
    ],
)
def test_our_cookies_hold_for_what_hosts_of_one_site_have_in_common(
    names: list[str], told: str, domains: list[str]
) -> None:
    hosts = [{"public": f"https://{name}", "origin": f"https://o{n}.example"} for n, name in enumerate(names)]
    settings = load_settings({"host": hosts, "cookie_domain": told}, {})
    assert [settings.cookie_domain_of(url) for url in settings.public_urls] == domains


@pytest.mark.parametrize(
    "content", ["origin = ", "\x00", 'colour = "red"', "origin = 5", "[hours]\nmonday = ['9']"]
)
def test_a_file_that_cannot_be_used_is_one_clear_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "alongside.toml"
    file.write_text(content)
    with pytest.raises(SettingsError) as caught:
        load_settings({"config": str(file)}, {})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "shop.example",
        "ftp://shop",
        "http://",
        "http://a/path",
        "http://u:p@a",
        "http://a:0",
        "http://a:x",
    ],
)
def test_an_origin_must_be_a_bare_http_address(origin: str) -> None:
    with pytest.raises(SettingsError, match="origin"):
        check_addresses(load_settings({"origin": origin}, {}))


@pytest.mark.parametrize(
    ("listen", "url"),
    [
        ("127.0.0.1:8080", "http://localhost:8080"),
        ("0.0.0.0:80", "http://localhost:80"),
        ("192.0.2.7:80", "http://192.0.2.7:80"),
        ("[2001:db8::1]:80", "http://[2001:db8::1]:80"),
    ],
)
def test_without_a_public_address_it_is_where_the_road_listens(listen: str, url: str) -> None:
    assert load_settings({"listen": listen}, {}).public_url == url


def test_with_a_certificate_it_is_an_address_of_https() -> None:
    assert load_settings({"certificate": "/a"}, {}).public_url == "https://localhost:8080"


def test_a_host_has_the_certificate_of_all_or_its_own() -> None:
    hosts = [WWW, CHECKOUT | {"certificate": "/own.pem"}]
    settings = load_settings({"host": hosts, "certificate": "/all.pem", "certificate_key": "/all.key"}, {})
    assert [(shown.name, shown.pair.certificate, shown.pair.key) for shown in settings.certificates] == [
        ("www.shop.example", "/all.pem", "/all.key"),
        ("checkout.shop.example", "/own.pem", "/own.pem"),
    ]


def test_addresses_split_into_host_and_port() -> None:
    assert split_address("[::1]:80") == ("::1", 80)


def test_settings_survive_the_way_to_a_child_process() -> None:
    settings = load_settings({"origin": "http://a"}, {"ALONGSIDE_MASK": ".a"})
    assert msgspec.json.decode(msgspec.json.encode(settings), type=Settings) == settings


def test_opening_hours_are_a_table_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "alongside.toml"
    file.write_text('[hours]\ntime_zone = "Asia/Tokyo"\nmonday = ["9:00-18:00"]\nholidays = [2026-12-31]\n')
    settings = load_settings({"config": str(file)}, {"ALONGSIDE_HOURS": "always"})
    assert settings.hours.monday == ("9:00-18:00",)
    assert settings.hours.holidays == (date(2026, 12, 31),)
    assert msgspec.json.decode(msgspec.json.encode(settings), type=Settings) == settings


def test_every_setting_is_documented_with_its_default() -> None:
    page = (ROOT / "docs/settings.md").read_text()
    for field in _all_fields(Settings):
        row = next((line for line in page.splitlines() if line.startswith(f"| `{field.name}` ")), None)
        assert row, f"docs/settings.md lacks {field.name}"
        if field.default not in ("", ()):
            is_switch = isinstance(field.default, bool)
            assert f"`{str(field.default).lower() if is_switch else field.default}`" in row


def _all_fields(struct: type[msgspec.Struct]) -> Iterator[msgspec.structs.FieldInfo]:
    """Of tables, what is in them."""
    for field in msgspec.structs.fields(struct):
        if isinstance(field.default, msgspec.Struct):
            yield from _all_fields(type(field.default))
        else:
            yield field
