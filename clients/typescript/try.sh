#!/usr/bin/env bash
# Compiles and packs the package, installs what was packed, and runs its tests with it: clients/typescript/try.sh FOLDER. Everything
# goes below FOLDER. POSTERN_URL and POSTERN_API_KEY say where the cases are replayed. Exit status 77: a tool is missing; the last
# line says which.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)

skip() {
    echo "$1"
    exit 77
}

node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2> /dev/null ||
    skip "no Node 20 is on this machine"
command -v npm > /dev/null || skip "npm is not on this machine"

rm -rf "$work/typescript" "$work/use"
mkdir -p "$work/typescript" "$work/use"
cp -R "$here"/{package.json,tsconfig.json,README.md,LICENSE,src} "$work/typescript/"
cp -R "$here/../cases" "$work/"
quick=(--no-audit --no-fund --no-package-lock --prefer-offline --fetch-retries 0 --fetch-timeout 20000 --loglevel error)
cd "$work/typescript"
npm install "${quick[@]}" > "$work/npm.log" 2>&1 || { tail -n 3 "$work/npm.log"; skip "TypeScript is not on this machine and npm cannot fetch it"; }
npm pack --silent > "$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }

cd "$work/use"
echo '{"type": "module", "private": true}' > package.json
npm install "${quick[@]}" "$work"/typescript/postern-client-*.tgz > "$work/npm.log" 2>&1 || { cat "$work/npm.log"; exit 1; }
# From here on only what was installed is used.
rm -rf "$work/typescript/src"
cp -R "$here/test" .
export POSTERN_CASES="$work/cases" POSTERN_README="$work/use/node_modules/postern-client/README.md"
failed=0
node --test --test-reporter=spec test/*.test.mjs || failed=1

# What its framework is too large for is read by the compiler or by Node alone.
cp -R "$here/../examples"/{cypress,stagehand-typescript,mcp} .
for file in cypress/*.mjs mcp/*.mjs; do
    node --check "$file" || failed=1
done
NODE_PATH="$work/typescript/node_modules" node -e '
    const ts = require("typescript"), fs = require("node:fs"), file = process.argv[1];
    const found = ts.transpileModule(fs.readFileSync(file, "utf8"), { reportDiagnostics: true, fileName: file }).diagnostics;
    for (const one of found) console.error(file + ": " + ts.flattenDiagnosticMessageText(one.messageText, "\n"));
    process.exit(found.length)' stagehand-typescript/postern-tools.ts || failed=1
echo "The recipes cypress and stagehand-typescript were checked for syntax and NOT RUN"

# The recipe, where its framework is. It brings no browser.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
if [ -z "${SITE:-}" ] || [ -z "${CHROMIUM:-}" ]; then
    echo "The recipe playwright-typescript was NOT RUN: it needs SITE and CHROMIUM"
elif npm install "${quick[@]}" @playwright/test@1.56.1 > "$work/npm.log" 2>&1; then
    cp -R "$here/../examples/playwright-typescript" .
    (cd playwright-typescript && npx playwright test) || failed=1
else
    echo "The recipe playwright-typescript was NOT RUN: npm cannot fetch @playwright/test"
fi
exit $failed
