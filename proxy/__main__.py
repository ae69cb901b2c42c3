"""`python -m proxy`: the engine as a process under the supervisor (alongside/child.py).

It runs without assertions: mitmproxy checks the type of every field of every message in them, a sixth of the time a request takes.
"""

import os
import sys

if not sys.flags.optimize:
    os.execv(sys.executable, [sys.executable, "-O", *sys.orig_argv[1:]])  # noqa: S606 - the very same command

from proxy.engine import main

sys.exit(main())
