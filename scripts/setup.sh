#!/bin/sh
# Sets up what `make` needs: system libraries (Debian, Ubuntu) and the virtual environment in .venv.
# Quiet and quick when there is nothing to do. `setup.sh faults` also brings what the counted runs need.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
venv="$root/.venv"
for_what=${1:-}
stamp="$venv/.installed"

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# What Qt opens at run time: without a screen, under X11, for printing. Each as "file that proves it:package".
# Two names after one colon are the same library before and after Debian's 64-bit time transition.
libraries='
libGL.so.1:libgl1
libEGL.so.1:libegl1
libglib-2.0.so.0:libglib2.0-0,libglib2.0-0t64
libfontconfig.so.1:libfontconfig1
libfreetype.so.6:libfreetype6
libxkbcommon.so.0:libxkbcommon0
libdbus-1.so.3:libdbus-1-3
libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-cursor.so.0:libxcb-cursor0
libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-shape.so.0:libxcb-shape0
libcups.so.2:libcups2,libcups2t64
'

python_ok() {
    "$1" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && python_ok "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

have_library() {
    for folder in /lib /usr/lib /lib64 /usr/lib64 /usr/local/lib /lib/*-linux-* /usr/lib/*-linux-*; do
        [ -e "$folder/$1" ] && return 0
    done
    return 1
}

# Prints the packages that are missing, one a line, each with its alternatives joined by commas.
missing_packages() {
    for row in $libraries; do
        have_library "${row%%:*}" || printf '%s\n' "${row#*:}"
    done
    # A screen in memory, to try the window by hand where there is none: comes along, is never demanded.
    if [ "$(id -u)" = 0 ]; then
        command -v xvfb-run >/dev/null 2>&1 || printf 'xvfb\n'
        command -v xauth >/dev/null 2>&1 || printf 'xauth\n'
    fi
    find_python >/dev/null || printf 'python3-venv\n'
    # What writes down every call of the store, for the runs in which the power is cut.
    if [ "$for_what" = faults ]; then
        command -v strace >/dev/null 2>&1 || printf 'strace\n'
    fi
}

# Prints, of each row of alternatives, the first that this release of the system can install.
names_here() {
    for row in "$@"; do
        chosen=${row%%,*}
        for name in $(printf '%s' "$row" | tr ',' ' '); do
            if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
                chosen=$name
                break
            fi
        done
        printf ' %s' "$chosen"
    done
}

# shellcheck disable=SC2086 # lists of names are split into words on purpose
install_system_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    wanted=$(missing_packages)
    [ -n "$wanted" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        say 'no apt-get here; the program needs what Debian calls:' $wanted
        return 0
    fi
    if [ "$(id -u)" != 0 ]; then
        fail "missing system packages; run: sudo apt-get install -y --no-install-recommends$(names_here $wanted)"
    fi
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >"$log" 2>&1 </dev/null || { cat "$log" >&2; fail 'apt-get update did not succeed'; }
    names=$(names_here $wanted)
    say "installing system packages:$names"
    apt-get install -y -qq --no-install-recommends $names >"$log" 2>&1 </dev/null ||
        { cat "$log" >&2; fail "apt-get could not install:$names"; }
    rm -f "$log"
}

# A change of the declared or the exact versions, of the interpreter or of the place makes a new stamp.
fingerprint() {
    { cat "$root/pyproject.toml" "$root/constraints.txt"; "$1" --version; printf '%s\n' "$root"; } | cksum
}

install_environment() {
    python=$(find_python) || fail 'Python 3.11 or newer with its venv module is needed'
    wanted=$(fingerprint "$python")
    if [ -x "$venv/bin/python" ] && [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return 0
    fi
    say "installing into .venv with $("$python" --version) (a few minutes the first time)"
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear "$venv"
    fi
    log=$(mktemp)
    (
        cd "$root"
        "$venv/bin/python" -m pip install --disable-pip-version-check --quiet \
            -c constraints.txt -e '.[dev]' </dev/null
    ) >"$log" 2>&1 || { cat "$log" >&2; fail 'the Python packages could not be installed'; }
    rm -f "$log"
    printf '%s\n' "$wanted" >"$stamp"
}

install_system_packages
install_environment
