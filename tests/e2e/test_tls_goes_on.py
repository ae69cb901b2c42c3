"""TLS of the whole product: a certificate is renewed while a download goes on, and one that cannot be used changes nothing."""

import http.client
import shutil
import ssl
import urllib.request
from pathlib import Path

import pytest

from tests.certificates import Authority
from tests.e2e.load import HALF, PATIENCE, running_shop
from tests.e2e.product import Product
from tests.e2e.test_going_on import hang_up, wait_for, wait_said
from tests.ports import free_ports
from tests.proxy.secure import serial_in, serial_shown

pytestmark = pytest.mark.system


@pytest.mark.parametrize("edge", ["none", "nginx"])
def test_a_certificate_is_renewed_under_a_download_and_a_bad_one_changes_nothing(
    tmp_path: Path, edge: str
) -> None:
    authority = Authority(tmp_path)
    first, second = (Path(authority.issue(name, "localhost")) for name in ("first", "second"))
    used = tmp_path / "used.pem"
    shutil.copy(first, used)
    plain = free_ports(1)[0]
    with running_shop() as shop:
        given = {"certificate": str(used), "redirect_http": f"127.0.0.1:{plain}"}
        with Product(tmp_path, shop.url, edge=edge, **given) as product:
            assert f"shop  https://localhost:{product.shop_port}/\n" in product.output
            context = ssl.create_default_context(cafile=str(authority.file))
            download = http.client.HTTPSConnection(
                "localhost", product.shop_port, timeout=PATIENCE, context=context
            )
            download.request("GET", "/slow")
            answer = download.getresponse()
            assert answer.read(len(HALF)) == HALF

            shutil.copy(second, used)
            hang_up(product)
            wait_for(lambda: serial_shown(product.shop_port, "localhost") == serial_in(str(second)))

            used.write_text("no certificate")
            hang_up(product)
            wait_said(product, "the configuration stays as it was: certificate")
            assert any(f"{used}: no certificate in PEM form" in line for line in product.errors)
            assert serial_shown(product.shop_port, "localhost") == serial_in(str(second))
            by_plain_http = urllib.request.Request(f"http://localhost:{plain}/plain/?a")
            opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))
            with opener.open(by_plain_http, timeout=PATIENCE) as page:
                assert page.url == f"https://localhost:{product.shop_port}/plain/?a"
                assert b"/__alongside/loader.js" in page.read()

            shop.release.set()
            assert answer.read() == HALF
            download.close()
