"""The command line: one clear line and status 2 for bad input."""

import subprocess
import sys
from pathlib import Path

import pytest

from alongside.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "verb"),
        (["dance"], "dance"),
        (["serve"], "no origin"),
        (["serve", "--origin", "shop"], "not an http:// or https:// address"),
        (["serve", "--origin", "http://a", "--edge", "apache"], "edge"),
        (["serve", "--origin", "http://a", "--colour", "red"], "--colour"),
        (["serve", "--origin", "http://a", "--config", "/nonexistent"], "No such file"),
        (["serve", "--origin", "http://a", "--listen", "nonsense"], "HOST:PORT"),
        (["token", "add", "x"], "--role"),
        (["rep", "add", "a@b.example", "--role", "rep"], "--password-stdin"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(
    arguments: list[str],
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = main(arguments)
    except SystemExit as left:
        status = int(left.code or 0)
    captured = capsys.readouterr()
    assert status == 2
    assert captured.out == ""
    assert says in captured.err
    assert captured.err.startswith("alongside: ")
    assert captured.err.count("\n") == 1


def test_the_version_is_told() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "alongside", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("alongside 0.")
