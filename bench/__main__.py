"""Runs the benchmarks, all or the named ones, one after the other: these machines have two noisy cores, so ratios count."""

import subprocess
import sys

NAMES = (
    "sizes",
    "engine",
    "road",
    "cost",
    "profile",
    "slow",
    "fail_open",
    "mirror",
    "hub",
    "desk",
    "together",
)


def main() -> int:
    """0 when each ran to its end."""
    wanted = sys.argv[1:] or NAMES
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    return max([_run(name) for name in wanted])


def _run(name: str) -> int:
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
