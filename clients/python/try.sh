#!/usr/bin/env bash
# Builds the package, installs what was built, and runs its tests with it: clients/python/try.sh FOLDER. Everything goes below
# FOLDER. POSTERN_URL and POSTERN_API_KEY say where the cases are replayed. Exit status 77: a tool is missing; the last line says
# which.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)

skip() {
    echo "$1"
    exit 77
}

has() {
    "$python" -c 'import sys, importlib.util as use; sys.exit(not all(map(use.find_spec, sys.argv[1:])))' "$@"
}

# The version that reads pyproject.toml.
has_setuptools() {
    has setuptools wheel &&
        "$python" -c 'import sys; from importlib.metadata import version; sys.exit(int(version("setuptools").split(".")[0]) < 64)'
}

# One that has all it needs is better than one that must fetch it.
python=
for needed in "httpx setuptools wheel build" "httpx setuptools wheel" ""; do
    for candidate in python3 /usr/bin/python3; do
        python=$candidate
        # shellcheck disable=SC2086 # Several names.
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2> /dev/null && has pip $needed; then
            break 2
        fi
        python=
    done
done
[ -n "$python" ] || skip "no Python 3.10 with pip is on this machine (apt-get install python3-pip python3-httpx python3-build)"

rm -rf "$work/python" "$work/site" "$work/dist"
cp -R "$here" "$work/python"
cp -R "$here/../cases" "$here/../examples" "$here/../../README.md" "$work/"
export PIP_ROOT_USER_ACTION=ignore
quick=(--disable-pip-version-check --quiet --retries 0 --timeout 10)
if has build && has_setuptools; then
    "$python" -m build --no-isolation --outdir "$work/dist" "$work/python" > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
elif has_setuptools; then
    "$python" -m pip wheel "${quick[@]}" --no-deps --no-build-isolation --wheel-dir "$work/dist" "$work/python"
else
    "$python" -m pip wheel "${quick[@]}" --no-deps --wheel-dir "$work/dist" "$work/python" ||
        skip "setuptools is not on this machine and cannot be fetched (apt-get install python3-setuptools python3-wheel)"
fi
if has httpx; then
    "$python" -m pip install "${quick[@]}" --no-deps --no-index --target "$work/site" "$work"/dist/*.whl
else
    "$python" -m pip install "${quick[@]}" --target "$work/site" "$work"/dist/*.whl ||
        skip "httpx is not on this machine and cannot be fetched (apt-get install python3-httpx)"
fi

# From here on only what was installed is used.
rm -rf "$work/python/src"
cd "$work/python/tests"
export PYTHONPATH="$work/site" PYTHONDONTWRITEBYTECODE=1
"$python" -m unittest test_cases.SynchronousTest > "$work/synchronous.log" 2>&1 &
synchronous=$!
"$python" -m unittest test_cases.AsynchronousTest > "$work/asynchronous.log" 2>&1 &
asynchronous=$!
failed=0
"$python" -W error::DeprecationWarning -m unittest test_client || failed=1

# The recipes, each where its framework is.
cd "$work/examples"
"$python" -m compileall -q playwright-python selenium-python browser-use-python ibeam-python skyvern-python || failed=1
if [ -n "${POSTERN_URL:-}" ]; then
    "$python" -m unittest test_recipes || failed=1
fi
echo "The recipes browser-use-python, ibeam-python and n8n ran with stand-ins for their frameworks, which were NOT RUN"
if [ -n "${POSTERN_URL:-}" ] && "$python" -c "import skyvern.client" 2> /dev/null; then
    "$python" -m unittest test_skyvern || failed=1
else
    echo "Skyvern's SDK for Python was NOT RUN: it needs POSTERN_URL and skyvern (pip install skyvern)"
fi
recipe() {
    if [ -n "${SITE:-}" ] && [ -n "${CHROMIUM:-}" ] && has pytest "$2"; then
        "$python" -m pytest -q -p no:cacheprovider "$1" || failed=1
    else
        echo "The recipe $1 was compiled and NOT RUN: it needs SITE, CHROMIUM, pytest and $2"
    fi
}
recipe playwright-python pytest_playwright
recipe selenium-python selenium

wait $synchronous || failed=1
wait $asynchronous || failed=1
cat "$work/synchronous.log" "$work/asynchronous.log"
exit $failed
