#!/usr/bin/env bash
# Installs what a fresh Debian or Ubuntu machine lacks to run, test and package the plugin:
# QGIS with its Python bindings, the translation compiler, a virtual screen, and a Python
# environment (.venv) that sees QGIS but never replaces the system's numpy or pandas under it.
# Run again, it finds everything there and returns at once.
#
#   tools/bootstrap.sh            what "make demo" and "make test" need
#   tools/bootstrap.sh desktop    also what the screenshots need (window manager, xdotool)
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
venv="$root/.venv"
minimum=$(sed -n 's/^qgisMinimumVersion=//p' "$root/metadata.txt")
python=${ATLAS_PYTHON:-/usr/bin/python3}

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

qgis_version() {
  QT_QPA_PLATFORM=offscreen "$python" - 2>/dev/null <<'PY' || true
from qgis.core import Qgis
print(Qgis.version().split("-")[0])
PY
}

# The mirror and the key that this machine is already set up with, whichever of the two
# formats of source lists it uses. Prints "URI<tab>keyring".
configured_mirror() {
  local codename=$1 file uri key
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] || continue
    # One paragraph a source: the one whose suites name this release, and not the security archive.
    awk -v RS= -v suite="$codename" '
      $0 ~ "(^|\n)Suites:[^\n]*[ ]" suite "([ \n]|$)" {
        uri = ""; key = ""; n = split($0, line, "\n")
        for (i = 1; i <= n; i++) {
          if (line[i] ~ /^URIs:/)      { sub(/^URIs:[ ]*/, "", line[i]); split(line[i], u, " "); uri = u[1] }
          if (line[i] ~ /^Signed-By:/) { sub(/^Signed-By:[ ]*/, "", line[i]); key = line[i] }
        }
        if (uri != "") { print uri "\t" key; exit }
      }' "$file"
  done | head -n 1 | grep . && return
  awk -v suite="$codename" '$1 == "deb" {
      i = 2; key = ""
      if ($2 ~ /^\[/) { while ($i !~ /\]$/) i++; i++; if (match($0, /signed-by=[^] ]+/)) key = substr($0, RSTART + 10, RLENGTH - 10) }
      if ($(i + 1) == suite) { print $i "\t" key; exit }
    }' /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null
}

add_backports() {
  local codename=$1 mirror uri key
  local target=/etc/apt/sources.list.d/atlas-culture-backports.sources
  mirror=$(configured_mirror "$codename")
  uri=${mirror%%$'\t'*}
  key=${mirror#*$'\t'}
  if [ -z "$uri" ]; then
    say "No Debian mirror is configured on this machine: install QGIS $minimum or later by hand, then run this again."
    exit 1
  fi
  {
    printf 'Types: deb\nURIs: %s\nSuites: %s-backports\nComponents: main\n' "$uri" "$codename"
    if [ -n "$key" ]; then printf 'Signed-By: %s\n' "$key"; fi
  } | as_root tee "$target" >/dev/null
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o Dpkg::Use-Pty=0 -qq "$@" >&2
}

apt_update() {
  if [ -z "${updated:-}" ]; then
    say "Reading the package lists…"
    as_root apt-get update -qq >&2
    updated=1
  fi
}

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
  done
}

install_qgis() {
  local version candidate codename suite=()
  version=$(qgis_version)
  if [ -n "$version" ] && at_least "$version" "$minimum" && have qgis_process; then return; fi
  have apt-get || { say "QGIS $minimum or later is needed, and this machine has no apt-get to install it with."; exit 1; }
  apt_update
  candidate=$(apt-cache policy python3-qgis | sed -n 's/^ *Candidate: //p')
  if ! at_least "${candidate:-0}" "$minimum"; then
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    say "QGIS ${candidate:-is absent} in $codename: taking the backports suite of the configured mirror."
    add_backports "$codename"
    updated=
    apt_update
    suite=(-t "$codename-backports")
  fi
  say "Installing QGIS (a few minutes the first time)…"
  apt_install "${suite[@]}" qgis python3-qgis qgis-providers
  version=$(qgis_version)
  if ! at_least "${version:-0}" "$minimum"; then
    say "QGIS $minimum or later is needed; this machine offers ${version:-none}."
    exit 1
  fi
}

install_tools() {
  have apt-get || return 0
  # python3-pandas: the project uses pandas where it is there. The tests also run without it.
  local wanted=(python3-venv python3-pandas python3-requests python3-numpy make openssl
    qttools5-dev-tools pyqt5-dev-tools fonts-open-sans poppler-utils zip unzip)
  if [ "${1:-}" = desktop ]; then wanted+=(xvfb openbox xdotool xauth x11-utils adwaita-qt); fi
  local missing
  missing=$(missing_packages "${wanted[@]}")
  if [ -n "$missing" ]; then
    apt_update
    say "Installing: $missing"
    # shellcheck disable=SC2086
    apt_install $missing
  fi
}

make_venv() {
  local stamp="$venv/.stamp" wanted
  wanted=$(cat "$root/requirements-dev.txt" "$root/tools/bootstrap.sh" | sha256sum)
  if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return; fi
  say "Preparing the Python environment…"
  rm -rf "$venv"
  "$python" -m venv --system-site-packages "$venv"
  # QGIS's own libraries are built against the system's numpy: whatever pip would like, they stay.
  "$python" - >"$venv/constraints.txt" <<'PY'
from importlib.metadata import PackageNotFoundError, version

for name in ("numpy", "pandas", "scipy", "requests", "PyQt5"):
    try:
        print(f"{name}=={version(name)}")
    except PackageNotFoundError:
        pass
PY
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    -c "$venv/constraints.txt" -r "$root/requirements-dev.txt" >&2
  printf '%s\n' "$wanted" >"$stamp"
}

install_qgis
install_tools "$@"
make_venv
