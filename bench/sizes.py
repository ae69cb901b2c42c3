"""What a visitor and a shopper download, in gzip bytes, beside rrweb's recorder bundled the same way.

Reach: loader ≤ 2.0 KB; head and page script together ≤ 30 KB (capture, control, the shopper's panel), in a session only.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from alongside.assets import load_assets

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Print the table."""
    assets = load_assets()
    recorder = _rrweb_recorder()
    rows = {
        "loader": len(gzip.compress(assets["loader.js"].body, 9)),
        "page script (head + page)": sum(
            len(gzip.compress(assets[name].body, 9)) for name in ("head.js", "page.js")
        ),
        "mirror": len(gzip.compress(assets["mirror.js"].body, 9)),
    }
    print(f"{'@rrweb/record, recorder alone':32} {recorder:8,} bytes  1.00")
    for name, size in rows.items():
        print(f"{name:32} {size:8,} bytes  {size / recorder:.2f}")
    return 0


def _rrweb_recorder() -> int:
    """Gzip size of a page that does nothing but record with rrweb."""
    with tempfile.TemporaryDirectory() as folder:
        entry = Path(folder) / "entry.mjs"
        entry.write_text('import { record } from "@rrweb/record"; globalThis.record = record;')
        built = Path(folder) / "out.js"
        command = ["npx", "--no", "--", "esbuild", str(entry), "--bundle", "--minify", "--format=iife"]
        subprocess.run(
            [
                *(sys.executable, "tools/node.py", *command),
                *("--target=es2022", f"--outfile={built}", "--log-level=error"),
            ],
            cwd=ROOT,
            env={**os.environ, "NODE_PATH": str(ROOT / "node_modules")},
            check=True,
        )
        return len(gzip.compress(built.read_bytes(), 9))


if __name__ == "__main__":
    sys.exit(main())
