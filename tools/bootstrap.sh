#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs what a Debian or Ubuntu machine lacks to run, test and package the plugin: QGIS with its
# Python bindings, the translation compiler, fonts, and a Python environment (.venv) that sees
# QGIS but never replaces the system's numpy or pandas under it. A QGIS recent enough that is
# already there is used as it is. Run again, it finds everything in place and returns at once,
# without touching the network.
#
#   tools/bootstrap.sh            what "make demo" and "make test" need
#   tools/bootstrap.sh desktop    also a virtual screen, a window manager and xdotool
#
# ATLAS_PYTHON names the interpreter that sees QGIS where it is not /usr/bin/python3 (the python3
# of the PATH may well be another one, which cannot import qgis).
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
venv="$root/.venv"
python=${ATLAS_PYTHON:-/usr/bin/python3}
minimum=$(sed -n 's/^qgisMinimumVersion=//p' "$root/metadata.txt")

qgis_packages=(qgis python3-qgis qgis-providers)
# python3-pandas: the project uses pandas where it is there. The tests also run without it.
packages=(python3-venv python3-numpy python3-pandas python3-requests ca-certificates make
  qttools5-dev-tools fonts-open-sans poppler-utils)
stamp="$venv/.stamp"
log="$root/build/bootstrap.log"
if [ "${1:-}" = desktop ]; then
  # qttranslations5-l10n: the buttons of Qt itself, such as « Annuler ».
  packages+=(xvfb xauth openbox xdotool x11-utils adwaita-qt qttranslations5-l10n python3-pil)
  stamp="$venv/.stamp-desktop"
fi

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    have sudo || fail "Packages are missing and need root to be installed, and there is no sudo: run tools/bootstrap.sh as root once."
    sudo "$@"
  fi
}

# Everything whose change means that the machine must be looked at again. It must stay cheap:
# asking QGIS itself for its version takes seconds.
fingerprint() {
  {
    cat "$root/requirements-dev.txt" "$root/tools/bootstrap.sh"
    echo "$minimum $root" "$(readlink -f "$python")" "$(command -v qgis_process)"
    if have dpkg-query; then
      dpkg-query -W -f='${Package} ${Version} ${db:Status-Status}\n' "${qgis_packages[@]}" "${packages[@]}" 2>/dev/null || true
    fi
  } | sha256sum
}

is_ready() { [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ]; }

qgis_version() {
  QT_QPA_PLATFORM=offscreen "$python" -c 'from qgis.core import Qgis; print(Qgis.version().split("-")[0])' 2>/dev/null || true
}

apt_update() {
  if [ -z "${updated:-}" ]; then
    say "Reading the package lists…"
    # One unreachable third-party archive is no reason to stop.
    as_root apt-get update -qq >&2 || say "Some package lists could not be read: going on with the others."
    updated=1
  fi
}

apt_install() {
  # A run that was killed half-way leaves packages unpacked and not configured.
  if [ -n "$(dpkg --audit)" ]; then as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >&2; fi
  # Hundreds of lines that matter only when it fails.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=600 "$@" >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; fail "apt-get could not install $*: see above, and all of it in $log."; }
}

# The entry of Debian's own archive in this machine's sources, turned to another suite: same
# mirror, same key, same options, in the same format (deb822 paragraph or one line).
# apt itself says which entry it is, so that third-party archives are never taken for Debian.
source_for_suite() {
  local file=$1 number=$2 suite=$3
  if [[ $file == *.sources ]]; then
    awk -v RS= -v number="$number" -v suite="$suite" '
      /(^|\n)Types:/ && ++seen == number {
        count = split($0, line, "\n")
        for (i = 1; i <= count; i++) {
          if (line[i] ~ /^[ \t]/) { if (replaced) continue } else replaced = 0
          if (line[i] ~ /^(Types|Suites|Components):/) { replaced = 1; continue }
          print line[i]
        }
        print "Types: deb\nSuites: " suite "\nComponents: main"
      }' "$file"
  else
    awk -v number="$number" -v suite="$suite" '
      NR == number {
        uri = 2
        if ($2 ~ /^\[/) { while ($uri !~ /\]$/) uri++; uri++ }
        for (i = 1; i <= uri; i++) printf "%s ", $i
        print suite " main"
      }' "$file"
  fi
}

add_backports() {
  local suite=$1-backports entry file extension
  if apt-cache policy | grep -q "n=$suite\b"; then return; fi
  # shellcheck disable=SC2016  # the $(...) is apt's, not the shell's
  entry=$(apt-get indextargets --format '$(SOURCESENTRY)' \
    'Created-By: Packages' 'Origin: Debian' 'Label: Debian' "Codename: $1" 'Component: main' | head -n 1)
  [ -n "$entry" ] || fail "No Debian mirror is configured on this machine: install QGIS $minimum or later by hand, then run this again."
  file=${entry%:*}
  extension=list
  if [[ $file == *.sources ]]; then extension=sources; fi
  source_for_suite "$file" "${entry##*:}" "$suite" |
    as_root tee "/etc/apt/sources.list.d/atlas-culture-backports.$extension" >/dev/null
  updated=
  apt_update
}

archive_candidate() { apt-cache policy python3-qgis | sed -n 's/^ *Candidate: //p'; }

install_qgis() {
  local version candidate ID='' VERSION_CODENAME='' PRETTY_NAME='' suite=()
  version=$(qgis_version)
  if [ -n "$version" ] && at_least "$version" "$minimum" && have qgis_process; then return; fi
  have apt-get || fail "QGIS $minimum or later is needed, found ${version:-none}; this machine has no apt-get to install it with: install QGIS, then run this again (ATLAS_PYTHON=/path/to/python3 if its Python is not $python)."
  # shellcheck disable=SC1091
  . /etc/os-release
  apt_update
  candidate=$(archive_candidate)
  if ! at_least "${candidate:-0}" "$minimum"; then
    [ "$ID" = debian ] || fail "QGIS $minimum or later is needed, and $PRETTY_NAME offers ${candidate:-none}. Add the archive of the QGIS project for $VERSION_CODENAME (see \"Debian / Ubuntu\" in the installation guide of qgis.org), then run this again."
    say "$PRETTY_NAME offers QGIS ${candidate:-none}: taking its backports suite from the configured mirror."
    add_backports "$VERSION_CODENAME"
    suite=(-t "$VERSION_CODENAME-backports")
  fi
  say "Installing QGIS (a few minutes the first time)…"
  apt_install ${suite[@]+"${suite[@]}"} "${qgis_packages[@]}"
  version=$(qgis_version)
  at_least "${version:-0}" "$minimum" || fail "QGIS $minimum or later is needed; $python sees ${version:-none}."
}

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

install_packages() {
  have apt-get || return 0
  local missing
  mapfile -t missing < <(missing_packages "${packages[@]}")
  if [ "${#missing[@]}" -eq 0 ]; then return; fi
  apt_update
  say "Installing ${missing[*]}…"
  apt_install "${missing[@]}"
}

# What QGIS is built against or ships with: whatever pip would like, it stays.
system_constraints() {
  "$python" - <<'PY'
from importlib.metadata import PackageNotFoundError, version

for name in ("numpy", "pandas", "scipy", "requests", "urllib3", "PyQt5", "PyQt6"):
    try:
        print(f"{name}=={version(name)}")
    except PackageNotFoundError:
        continue
PY
}

make_venv() {
  local release
  release=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  # Absent, made for another Python, or interrupted before pip was there.
  if [ ! -x "$venv/bin/python" ] || [ ! -d "$venv/lib/python$release/site-packages/pip" ]; then
    "$python" -m venv --clear --system-site-packages "$venv"
  fi
  say "Installing the development tools in .venv…"
  system_constraints >"$venv/constraints.txt"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    -c "$venv/constraints.txt" -r "$root/requirements-dev.txt" >&2
}

if is_ready; then exit 0; fi
mkdir -p "$root/build"
exec 9>"$root/build/.bootstrap.lock"
if have flock; then flock 9; fi
if is_ready; then exit 0; fi
install_qgis
install_packages
make_venv
fingerprint >"$stamp"
