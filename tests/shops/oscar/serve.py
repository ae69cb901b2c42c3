"""Runs the real test shop: `python -m tests.shops.oscar.serve DATA`. Prints its port once it listens; SIGTERM ends it.

Django's own threaded server serves static files itself, so no other server is needed.
"""

# Django and django-oscar carry no types.
# mypy: disable-error-code="import-untyped,misc"

import os
import signal
import sys
from pathlib import Path


def main() -> int:
    """Prepare the folder when it is new, then serve until told to stop."""
    data = Path(sys.argv[1])
    os.environ["OSCAR_SHOP_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.shops.oscar.settings"
    # Only now: Django reads its settings while it is imported.
    import django
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    django.setup()
    _prepare(data)

    class QuietHandler(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Requests are not worth a line each."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler, allow_reuse_address=False)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(server.server_port, flush=True)
    server.serve_forever()
    return 0


def _prepare(data: Path) -> None:
    from django.core.management import call_command

    from tests.shops.oscar.stock import fill_shop

    if not (data / "shop.sqlite3").exists():
        call_command("migrate", run_syncdb=True, verbosity=0)
        fill_shop()
        call_command("update_index", verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
