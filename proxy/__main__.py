"""`python -m proxy`: the engine as a process under the supervisor (alongside/child.py)."""

import sys

from proxy.engine import main

sys.exit(main())
