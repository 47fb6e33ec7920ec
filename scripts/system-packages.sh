#!/bin/sh
# Looks for what this machine must bring, and installs what is missing with Debian's apt.
#
#   sh scripts/system-packages.sh venv|demo|test
#
# Root: says what it installs, and installs it. Anybody else: says the one command to run, and stops.
set -eu

need=${1:?say what for: venv, demo or test}
python=${PYTHON:-python3}
fonts=${LEGATION_FONT_PATHS:-/usr/share/fonts:/usr/local/share/fonts}
missing=

want() {
    missing="$missing $1"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# A font file whose name begins like $1 in one of the folders of $fonts.
has_font() {
    (
        IFS=:
        for folder in $fonts; do
            [ -d "$folder" ] || continue
            [ -z "$(find "$folder" -name "$1*.tt[cf]" -o -name "$1*.otf" | head -n 1)" ] || exit 0
        done
        exit 1
    )
}

if ! has "$python"; then
    echo "Legation needs Python 3.11 or later. There is no \"$python\" here; name one: make PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Legation needs Python 3.11 or later, and $python is $("$python" -V 2>&1). Name another: make PYTHON=/path/to/python3" >&2
    exit 1
fi

"$python" -c 'import ensurepip, venv' 2>/dev/null || want python3-venv

if [ "$need" != venv ]; then
    if ! has_font NotoSansCJK || ! has_font NotoSerifCJK; then
        want fonts-noto-cjk
    fi
fi
if [ "$need" = test ]; then
    [ -n "${CHROMIUM:-}" ] || has chromium || has chromium-browser || want chromium
    has xgettext || want gettext
fi

[ -n "$missing" ] || exit 0

if ! has apt-get; then
    echo "This machine lacks what these Debian packages bring, and has no apt-get:$missing" >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "This machine lacks what these Debian packages bring:$missing" >&2
    echo "Install them with this one command, then run make again:" >&2
    echo >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    echo >&2
    exit 1
fi

echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # each word is a package
if ! { apt-get update -qq && apt-get install -qq --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "apt-get could not install:$missing" >&2
    exit 1
fi
