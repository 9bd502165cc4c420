#!/bin/sh
# Sets up everything the project needs, once: virtual environment, pinned packages, a browser, a CJK font.
# Called by make before every target; does nothing when requirements.lock and pyproject.toml are unchanged.
# `./setup.sh oldest-client` adds .venv-oldest, the oldest DuckDB client that must open a warehouse (for the slow tests).
# Exit codes: 0 fine (missing browser or font is said, not fatal), 2 no usable Python, 4 packages not installed.
set -u
cd "$(dirname "$0")" || exit 1

say() { printf 'setup: %s\n' "$*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else return 1; fi; }
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root true || return 1
    say "installing Debian packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    apt-get update -qq >/dev/null 2>&1
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        printf '%s' "$candidate"
        return 0
    done
    return 1
}

has_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1 && return 0
    done
    find "${HOME:-/root}/.cache/ms-playwright" -maxdepth 3 -name chrome -type f 2>/dev/null | grep -q .
}

has_driver() { .venv/bin/playwright --version >/dev/null 2>&1; }

has_cjk_font() {
    find /usr/share/fonts /usr/local/share/fonts "${HOME:-/root}/.local/share/fonts" "${HOME:-/root}/.fonts" \
        -type f \( -iname '*cjk*' -o -iname 'wqy-*' -o -iname 'SourceHanSans*' -o -iname 'simsun*' \) 2>/dev/null | grep -q .
}

# never fatal: without it one slow test is skipped, and says so
make_oldest_client() {
    pin=tests/warehouse/oldest-client.lock
    made=.venv-oldest/.setup-$(sha256sum < "$pin" | cut -c1-16)
    if [ -f "$made" ] && .venv-oldest/bin/python -c 'import duckdb' 2>/dev/null; then return 0; fi
    say "installing $(grep -o '^duckdb==[^ ]*' "$pin") into .venv-oldest"
    "$PY" -m venv --clear --without-pip .venv-oldest &&
        .venv/bin/python -m pip --python .venv-oldest/bin/python install --quiet --disable-pip-version-check \
            --retries 1 --only-binary :all: --require-hashes -r "$pin" 2>.venv-oldest/pip.log && : > "$made" && return 0
    tail -n 2 .venv-oldest/pip.log 2>/dev/null
    say "no oldest client, see above: its test will be skipped. Run ./setup.sh oldest-client again to retry"
}

PY=$(find_python) || {
    say "no Python 3.11 or newer found. Fix: install python3 (Debian 12, Ubuntu 24.04 or later) or run make PYTHON=/path/to/python3.11"
    exit 2
}
stamp=.venv/.setup-$(cat requirements.lock pyproject.toml setup.sh | sha256sum | cut -c1-16)
if [ -f "$stamp" ] && .venv/bin/python -c '' 2>/dev/null; then
    if [ "${1:-}" = oldest-client ]; then make_oldest_client; fi
    exit 0
fi

"$PY" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv || {
    say "this Python cannot make virtual environments. Fix (as root): apt-get install python3-venv"
    exit 2
}
say "creating .venv with $("$PY" --version)"
"$PY" -m venv --clear .venv || exit 2
say "installing the packages of requirements.lock (about a minute)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
    2>.venv/pip.log || { cat .venv/pip.log; say "packages not installed, see above; run again to retry"; exit 4; }
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --no-index -e . 2>>.venv/pip.log || { cat .venv/pip.log; say "the project itself did not install"; exit 4; }

if ! has_browser; then
    apt_install chromium
    # where Debian's package is none (Ubuntu has a snap stub) or we are not root: the browser's own download
    has_browser || as_root .venv/bin/playwright install --with-deps chromium >/dev/null 2>&1
    has_browser || .venv/bin/playwright install chromium >/dev/null 2>&1
    has_browser || say "no browser: pages that need JavaScript will end as 'empty'. Fix (as root): apt-get install chromium"
fi
if ! has_driver; then
    apt_install libatomic1
    has_driver || say "the browser's driver does not start: $(.venv/bin/playwright --version 2>&1 | tail -n 1)"
fi
if ! has_cjk_font; then
    apt_install fonts-noto-cjk
    has_cjk_font || say "no CJK font: figures will be refused. Fix (as root): apt-get install fonts-noto-cjk"
fi
rm -f .venv/.setup-*
: > "$stamp"
if [ "${1:-}" = oldest-client ]; then make_oldest_client; fi
say "done"
