#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: it installs the grader.
# No network is needed where the image has Python and wheels/ has all that the grader needs.
set -euo pipefail

root="${GRADER_ROOT:-/autograder}"
source="$root/source"

usable() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  local name
  for name in "${GRADER_PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$name" ] && usable "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

if ! python="$(find_python)"; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y python3 python3-venv || true
  find_python >/dev/null || apt-get install -y python3.11 python3.11-venv
  if ! python="$(find_python)"; then
    echo "The grader needs Python 3.11 or newer: choose a newer base image." >&2
    exit 1
  fi
fi

"$python" -m venv --clear "$root/grader"
install=("$root/grader/bin/python" -m pip install --disable-pip-version-check)
harness=("$source"/wheels/mathgrader-*.whl)
if ! "${install[@]}" --no-index --find-links "$source/wheels" "${harness[0]}"; then
  echo "Not all wheels are in the zip: the others come from the package index."
  "${install[@]}" --constraint "$source/constraints.txt" "${harness[0]}"
fi

# Where strict isolation can't be had, student code runs as this account, which can read neither
# the rubric nor what is written for Gradescope.
if [ "$(id -u)" = 0 ]; then
  id grader-student >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --shell /usr/sbin/nologin grader-student
  chmod -R go-rwx "$source"
  chmod -R go+rX "$root/grader"
fi
