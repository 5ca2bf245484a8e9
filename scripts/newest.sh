#!/bin/sh
# Build the book into _build/newest with the newest Sphinx, theme and libraries, which neither
# requirements.txt nor jupyter-book 1 allow: a look ahead, which the pinned build does not wait for.
set -eu
cd "$(dirname "$0")/.."
venv=_build/newest-venv
trap 'rm -f conf.py' EXIT

"${PYTHON:-python3}" -m venv --clear "$venv"
pip="$venv/bin/python -m pip install --disable-pip-version-check --quiet --upgrade"
$pip --no-deps "jupyter-book<2"
# what it requires, of any version
"$venv/bin/python" - >"$venv/wanted.txt" <<'END'
import importlib.metadata as metadata
import re

for line in metadata.requires("jupyter-book"):
    if "extra ==" not in line:
        print(re.match(r"[\w.-]+", line)[0])
END
$pip -r "$venv/wanted.txt" ".[notebooks]"
"$venv/bin/python" --version
"$venv/bin/python" -m pip freeze

"$venv/bin/jupyter-book" config sphinx .
# newer themes draw a second bar on top, which an empty list takes away; without -n, since
# Sphinx 9 looks for the halves of a type with a comma in it
PYTHONPATH=scripts "$venv/bin/sphinx-build" -W --keep-going --quiet \
    -D html_theme_options.navbar_persistent= -b html . _build/newest
