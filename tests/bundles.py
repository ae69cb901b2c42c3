"""TypeScript of the tests as scripts for a page."""

import subprocess
import sys
from pathlib import Path


def bundle(root: Path, entry: str) -> str:
    """This file and all it needs as one script."""
    command = [sys.executable, "tools/node.py", "node", "tests/page/bundle.mjs", entry]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
