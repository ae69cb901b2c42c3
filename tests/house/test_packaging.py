"""What a wheel holds, and that nobody else owns the names of our packages."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

OURS = {"alongside", "injector", "proxy", "console"}
SKIPPED = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "data", "artifacts", "__pycache__", ".*_cache", "bundles"
)


def test_no_dependency_owns_the_names_of_our_packages() -> None:
    owners = importlib.metadata.packages_distributions()
    assert {name: set(owners.get(name, ())) - {"alongside"} for name in OURS} == {
        name: set() for name in OURS
    }


def test_the_house_is_installed_under_its_name() -> None:
    assert importlib.metadata.version("alongside")


@pytest.mark.system
def test_a_wheel_built_from_sources_alone_serves_on_a_machine_without_node(
    root: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    shutil.copytree(root, source, ignore=SKIPPED)
    environment = {**os.environ, "PATH": str(tmp_path / "no programs here")}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        env=environment,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names if not name.startswith("alongside-")}
    assert tops == OURS
    for wanted in (
        "alongside/bundles/manifest.json",
        "alongside/bundles/loader.js",
        "alongside/bundles/desk.css",
        "alongside/demo/__main__.py",
    ):
        assert wanted in names
    assert not [name for name in names if name.endswith((".ts", ".tsx"))]
    entry = (
        zipfile.ZipFile(wheel)
        .read(next(name for name in names if name.endswith("entry_points.txt")))
        .decode()
    )
    assert "alongside = alongside.__main__:main" in entry
