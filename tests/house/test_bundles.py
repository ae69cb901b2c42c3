"""What the shop's pages get is made small without changing what it means."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def check(*names: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/node.py", "node", "tools/members.mjs", "--check", *map(str, names)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_only_members_that_nothing_but_our_code_reads_get_short_names() -> None:
    done = check()
    assert done.returncode == 0, done.stderr


def test_members_of_the_browser_the_wire_and_the_public_interface_keep_their_names(tmp_path: Path) -> None:
    names = tmp_path / "members.txt"
    names.write_text("innerWidth\nviewport\nposition\npassive\nhelpLead\nheardScroll\n")
    done = check(names)
    assert done.returncode == 1
    assert "not ours alone: innerWidth viewport position passive helpLead;" in done.stderr
