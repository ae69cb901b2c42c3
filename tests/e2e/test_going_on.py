"""The product under load: an engine is killed, the configuration is read again, the product is asked to leave."""

import http.client
import signal
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.load import HALF, PATIENCE, Load, Shop, running_shop
from tests.e2e.product import Product

pytestmark = pytest.mark.system


@pytest.fixture
def shop() -> Iterator[Shop]:
    with running_shop() as running:
        yield running


def running_product(folder: Path, shop: Shop, edge: str) -> Product:
    config = folder / "alongside.toml"
    config.write_text('workers = 2\nname = "Tea help"\n')
    return Product(folder, shop.url, edge=edge, config=str(config))


@pytest.mark.parametrize("edge", ["none", "nginx"])
def test_under_load_an_engine_dies_settings_change_and_all_of_it_leaves(
    shop: Shop, tmp_path: Path, edge: str
) -> None:
    with running_product(tmp_path, shop, edge) as product:
        with Load(product.shop_port) as load:
            load.wait(100)
            an_engine_dies(product, load)
        assert len(load.failed) <= 4  # one for each client
        if edge == "nginx":
            assert [
                each for each in load.failed if "IncompleteRead" not in each and "/POST/" not in each
            ] == []
        with Load(product.shop_port, "/again") as load:
            load.wait(100)
            settings_change(product, load, shop)
            everything_leaves(product, load, shop)
        assert load.failed == []
        assert {target for target in shop.seen if target.startswith("/again")} <= load.answered


def an_engine_dies(product: Product, load: Load) -> None:
    killed = product.kill("-m proxy ")
    load.wait(200)
    wait_for(lambda: len(engines(product)) == 2 and killed not in engines(product))
    load.wait(100)


def settings_change(product: Product, load: Load, shop: Shop) -> None:
    config = product.folder / "alongside.toml"
    assert b"/__alongside/loader.js" in fetch(f"{product.shop}/plain/")
    with download(product) as slow:
        before = engines(product)
        config.write_text('workers = 3\nname = "Coffee help"\nleave_out = ["/plain/*"]\n')
        hang_up(product)
        wait_said(product, "holds from now on")
        assert b"/__alongside/loader.js" not in fetch(f"{product.shop}/plain/")
        load.wait(100)
        shop.release.set()
        assert slow() == HALF
    wait_for(lambda: len(engines(product)) == 3)
    assert not before & engines(product)
    config.write_text("workers = many\n")
    hang_up(product)
    wait_said(product, "the configuration stays as it was: ")
    load.wait(100)
    assert b"/__alongside/loader.js" not in fetch(f"{product.shop}/plain/")
    assert sum("the configuration stays as it was: " in line for line in product.errors) == 1


def everything_leaves(product: Product, load: Load, shop: Shop) -> None:
    assert product.process
    shop.release.clear()
    with download(product) as slow:
        load.leaving.set()
        product.process.send_signal(signal.SIGTERM)
        load.join()
        assert product.process.poll() is None
        shop.release.set()
        assert slow() == HALF
    assert product.process.wait(PATIENCE) == 0


def test_the_second_signal_ends_everything_at_once(shop: Shop, tmp_path: Path) -> None:
    with running_product(tmp_path, shop, "nginx") as product, download(product):
        assert product.process
        children = product.children()
        product.process.send_signal(signal.SIGTERM)
        wait_for(lambda: is_refused(product.shop_port))
        product.process.send_signal(signal.SIGTERM)
        assert product.process.wait(5) == 1
        wait_for(lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()])


class download:  # noqa: N801 - used as a function is
    """Half of `/slow` is there; the rest is what calling it gives."""

    def __init__(self, product: Product) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", product.shop_port, timeout=PATIENCE)

    def __enter__(self) -> Callable[[], bytes]:
        self._connection.request("GET", "/slow")
        answer = self._connection.getresponse()
        assert answer.read(len(HALF)) == HALF
        return answer.read

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def engines(product: Product) -> set[int]:
    return {pid for pid, line in product.children().items() if "-m proxy " in line}


def hang_up(product: Product) -> None:
    assert product.process
    product.process.send_signal(signal.SIGHUP)


def wait_said(product: Product, what: str) -> None:
    wait_for(lambda: any(what in line for line in product.errors))


def is_refused(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def wait_for(is_so: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(int(PATIENCE * 20)):
        if is_so():
            return
        pause.wait(0.05)
    raise AssertionError("it does not come about")


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        body: bytes = answer.read()
        return body
