#!/bin/sh
# Opens the window where there is a screen; elsewhere holds a rehearsal meeting and says where its documents are.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
desk="$root/.venv/bin/mdt-desk"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    exec "$desk" "$@"
fi

out="$root/build/rehearsal"
rm -rf "$out"
mkdir -p "$out"
echo 'No screen here: holding a rehearsal meeting with synthetic patients instead.'
QT_QPA_PLATFORM=offscreen "$desk" rehearse --out "$out"
echo
echo 'Documents and pictures:'
find "$out" -type f \( -name '*.pdf' -o -name '*.png' \) | sort | sed "s|^$root/|  |"
