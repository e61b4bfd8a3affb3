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

# Recipes whose framework runs nowhere here are read by the compiler, against the framework's own types.
cp -R "$here/../examples"/{cypress,stagehand-typescript,mcp} .
for file in cypress/*.mjs mcp/*.mjs; do
    node --check "$file" || failed=1
done
types=(typescript@5.9.3 @types/node@20.19.43 cypress@15.3.0 @browserbasehq/stagehand@4.4.0 ai@6.0.326 zod@4.6.7)
typed() {
    npx --no-install tsc --noEmit --strict --module nodenext --target es2022 --lib es2022,dom,esnext.disposable --skipLibCheck "$@"
}
if CYPRESS_INSTALL_BINARY=0 npm install "${quick[@]}" --ignore-scripts "${types[@]}" > "$work/npm.log" 2>&1; then
    typed --types node stagehand-typescript/*.ts || failed=1
    typed --types node,cypress --allowJs --checkJs --noImplicitAny false cypress/*.mjs || failed=1
    echo "The recipes cypress and stagehand-typescript were type-checked and NOT RUN"
else
    echo "The recipes cypress and stagehand-typescript were NOT RUN and NOT TYPE-CHECKED: npm cannot fetch their frameworks"
fi

# The recipes, where their framework is. They bring no browser.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
if [ -z "${POSTERN_URL:-}" ]; then
    echo "Skyvern's SDK for TypeScript was NOT RUN: it needs POSTERN_URL"
elif npm install "${quick[@]}" @skyvern/client > "$work/npm.log" 2>&1; then
    cp -R "$here/../examples/skyvern-typescript" .
    node --test --test-reporter=spec skyvern-typescript/*.test.mjs || failed=1
else
    echo "Skyvern's SDK for TypeScript was NOT RUN: npm cannot fetch @skyvern/client"
fi
if [ -z "${SITE:-}" ] || [ -z "${CHROMIUM:-}" ]; then
    echo "The recipe playwright-typescript was NOT RUN: it needs SITE and CHROMIUM"
elif npm install "${quick[@]}" @playwright/test@1.56.1 > "$work/npm.log" 2>&1; then
    cp -R "$here/../examples/playwright-typescript" .
    [ ! -d node_modules/@types/node ] || typed --types node playwright-typescript/*.ts || failed=1
    (cd playwright-typescript && npx playwright test) || failed=1
else
    echo "The recipe playwright-typescript was NOT RUN: npm cannot fetch @playwright/test"
fi
exit $failed
