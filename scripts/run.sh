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
echo "Look first at minutes.pdf and screen-meeting.png in $out"
