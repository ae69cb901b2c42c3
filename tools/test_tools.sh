#!/bin/sh
# Brings what the tests drive for real: a browser, nginx, haproxy, redis-server, coturn, Japanese fonts, wrk. Only what is missing is installed.
# `tools/test_tools.sh vendors` brings Firefox and WebKit besides.
set -eu
cd "$(dirname "$0")/.."

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable; }
missing=
browser >/dev/null 2>&1 || missing="$missing chromium"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
command -v haproxy >/dev/null 2>&1 || [ -x /usr/sbin/haproxy ] || missing="$missing haproxy"
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
command -v turnserver >/dev/null 2>&1 || missing="$missing coturn"
command -v wrk >/dev/null 2>&1 || missing="$missing wrk"
if [ "${1:-}" = vendors ]; then
  command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="$missing firefox-esr"
  command -v WebKitWebDriver >/dev/null 2>&1 || missing="$missing webkit2gtk-driver"
  command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
fi
fc-list :lang=ja 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk fontconfig"

if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing:$missing"
  # A package's own service must not start and take a port: the tests start what they need.
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; trap 'rm -f "$policy"' EXIT; }
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
browser >/dev/null 2>&1 || .venv/bin/python -m playwright install chromium
# Cloudflare's own runtime, 160 MB, for the Worker that `alongside edge cloudflare` writes.
workerd=1.20261117.1
grep -qs "\"$workerd\"" .venv/workerd/node_modules/workerd/package.json ||
  .venv/bin/python tools/node.py npm install --silent --no-audit --no-fund --ignore-scripts --prefix .venv/workerd "workerd@$workerd"
for tool in nginx haproxy redis-server turnserver; do
  command -v "$tool" >/dev/null 2>&1 || [ -x "/usr/sbin/$tool" ] ||
    { echo "alongside: the tests need $tool; install it with this system's package manager" >&2; exit 2; }
done
