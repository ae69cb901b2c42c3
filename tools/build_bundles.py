"""Hatchling's build hook: bundles the TypeScript with the Node that a build requirement brings, so that a machine needs Python alone."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NPM_CI = ["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-progress", "--loglevel=error"]


class BundleHook(BuildHookInterface[Any]):
    """Runs `npm ci` (where needed) and tools/bundle.mjs before a wheel or an editable install is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Leave alongside/bundles/ fresh. Raises RuntimeError with what npm or esbuild said when the build fails."""
        root = Path(self.root)
        if self.target_name != "wheel" or _carries_bundles(root):
            return
        if _run(root, ["npm", "ls", "--omit=dev"]).returncode != 0:
            _must(root, NPM_CI)
        _must(root, ["node", "tools/bundle.mjs"])


def _carries_bundles(root: Path) -> bool:
    """An unpacked sdist has the bundles in it already."""
    return (root / "PKG-INFO").exists() and (root / "alongside/bundles/manifest.json").exists()


def _run(root: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/node.py", *command], cwd=root, capture_output=True, text=True, check=False
    )


def _must(root: Path, command: list[str]) -> None:
    done = _run(root, command)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
