#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Plays tools/story.py in QGIS desktop on a virtual screen; screenshots go to the folder given
# (default: build/story). Ends with an error when the story does not come out as expected.
# A second argument plays one part of it, such as story_compare; ATLAS_SCREEN is the size of the screen.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work="$root/build/story"
rm -rf "$work" "$root/build/profile"
mkdir -p "$work"
export ATLAS_WORK="$work" ATLAS_SHOTS="${1:-$work}"
mkdir -p "$ATLAS_SHOTS"

export DISPLAY=${ATLAS_DISPLAY:-:77}
Xvfb "$DISPLAY" -screen 0 "${ATLAS_SCREEN:-1600x1000}x24" >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
sleep 1
openbox >/dev/null 2>&1 &
status=0
# The story reads tools/stage.py.
export PYTHONPATH="$root/tools${PYTHONPATH:+:$PYTHONPATH}"
timeout 600 "$root/tools/qgis_desktop.sh" --code "$root/tools/${2:-story}.py" >"$work/qgis.log" 2>&1 || status=$?
cat "$work/story.log"
exit $status
