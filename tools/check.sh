#!/bin/sh
# All quick checks, two at a time; each says its name and what it found. Fails when any of them does.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
node="$bin/python tools/node.py node"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() { # NAME COMMAND…
  name=$1
  shift
  if "$@" >"$work/$name.out" 2>&1; then echo "ok    $name"; else
    echo "FAILED $name"
    cat "$work/$name.out"
    touch "$work/failed"
  fi
}

{
  run mypy $bin/mypy
  run import-contract $bin/lint-imports
} &
{
  run ruff-format $bin/ruff format --check --quiet .
  run ruff $bin/ruff check --quiet .
  run tsc $node node_modules/typescript/bin/tsc --noEmit
  run prettier $node node_modules/prettier/bin/prettier.cjs --check --log-level warn '**/*.{ts,tsx,mjs}'
  run vitest $node node_modules/vitest/vitest.mjs run --silent
  run unit-tests $bin/python -m pytest -q -m 'not browser and not system'
  grep -h ' passed' "$work/unit-tests.out" | tail -1
} &
wait
[ ! -e "$work/failed" ]
