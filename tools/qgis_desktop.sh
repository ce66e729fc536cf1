#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Opens QGIS desktop in French with the plugin of this checkout, enabled, in a profile of its own
# (build/profile). Arguments go to qgis, for example --code drive.py or a project file.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
plugin="$root/build/desktop/atlas_culture_plugin"
profiles="$root/build/profile"

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "No screen: run this in a desktop session, or under xvfb-run (tools/bootstrap.sh desktop installs it)." >&2
  exit 1
fi

# QGIS wants one folder with metadata.txt inside; the checkout keeps it beside the package. Links
# make one of the two, and what is edited in the checkout is what runs after a restart of QGIS.
rm -rf "$plugin"
mkdir -p "$plugin"
for entry in "$root"/atlas_culture_plugin/* "$root"/{metadata.txt,README.md,docs,resources,styles,data}; do
  case $entry in */__pycache__) ;; *) ln -s "$entry" "$plugin/" ;; esac
done

settings="$profiles/profiles/default/QGIS"
mkdir -p "$settings"
for file in "$settings"/QGIS{3,4}.ini; do
  if [ ! -f "$file" ]; then
    printf '[PythonPlugins]\natlas_culture_plugin=true\n\n[qgis]\ncheckVersion=false\n' >"$file"
  fi
done

# The Makefile asks for no screen; the desktop needs one.
unset QT_QPA_PLATFORM
export QGIS_PLUGINPATH="$root/build/desktop"
exec qgis --nologo --noversioncheck --lang fr --profiles-path "$profiles" --profile default "$@"
