#!/bin/sh
# Makes .venv with Alongside in it. `tools/setup.sh dev` adds what checks and tests need.
# Finds an interpreter >= 3.12 by itself: the one in .venv, python3.1x on PATH that really runs, pyenv's, or uv's.
set -eu
cd "$(dirname "$0")/.."
group=${1:-bundle}

fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

find_python() {
  for name in python3.13 python3.12 python3.14 python3 python; do
    path=$(command -v "$name" 2>/dev/null) && fits "$path" && { echo "$path"; return; }
  done
  for root in "${PYENV_ROOT:-$HOME/.pyenv}" "$HOME/.pyenv" /opt/pyenv; do
    for version in 3.13 3.12 3.14; do
      for path in "$root"/versions/$version*/bin/python3; do
        [ -x "$path" ] && fits "$path" && { echo "$path"; return; }
      done
    done
  done
  return 1
}

if ! fits .venv/bin/python; then
  rm -rf .venv
  if python=$(find_python); then
    "$python" -m venv .venv
  elif command -v uv >/dev/null 2>&1; then
    uv venv --quiet --seed --python '>=3.12,<3.15' .venv
  else
    echo "alongside: needs Python 3.12 or newer (or uv, which brings one); found neither" >&2
    exit 2
  fi
fi
.venv/bin/python -m pip install -qq --disable-pip-version-check 'pip>=25.1'
.venv/bin/python -m pip install -qq --disable-pip-version-check --editable . --group "$group"
if [ "$group" = dev ]; then
  .venv/bin/python tools/node.py npm ci --ignore-scripts --silent
fi
