#!/usr/bin/env bash
# Builds the jars of the client, installs them into a local repository of their own, and runs the recipe for Playwright and the lines
# of README.md with what was installed: clients/java/try.sh FOLDER. Everything goes below FOLDER but what Maven fetches. The recipe
# needs SITE, SITE_USER, CHROMIUM, POSTERN_URL and POSTERN_API_KEY, the lines need the last two; without them they are only compiled. Exit
# status 77: a tool is missing; the last line says which.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)

command -v mvn > /dev/null || { echo "Maven is not on this machine"; exit 77; }

rm -rf "$work/repository" "$work/source" "$work/use" "$work/readme"
java=${JAVA_HOME:+$JAVA_HOME/bin}
java=${java:-$(dirname "$(command -v javac)")}
# The parent is read for its versions; it is neither built nor installed.
mkdir -p "$work/source/clients"
cp "$here/../../pom.xml" "$work/source/"
cp -R "$here" "$work/source/clients/java"
rm -rf "$work/source/clients/java/target"

# Maven's own repository, in which nothing of Postern is seen and to which nothing of it is added.
everything=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
mkdir -p "$everything/dev" "$work/repository/dev/postern"
for entry in "$everything"/* "$everything"/dev/*; do
    name=${entry#"$everything/"}
    case $name in
        dev | dev/postern | 'dev/*') ;;
        *) ln -s "$entry" "$work/repository/$name" ;;
    esac
done

maven() {
    mvn --batch-mode --quiet --no-transfer-progress -Dmaven.repo.local="$work/repository" "$@"
}
export MAVEN_OPTS="${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"
maven -Dquick -DskipTests -Ppublish -f "$work/source/clients/java/pom.xml" install

# From here on only what was installed is used.
rm -rf "$work/source"
for version in "$work"/repository/dev/postern/postern-client/*/; do
    for kind in .jar -sources.jar -javadoc.jar .pom; do
        installed=$version/postern-client-$(basename "$version")$kind
        [ -s "$installed" ] || { echo "$(basename "$installed") was not installed"; exit 1; }
    done
done
if [ "$(ls "$work/repository/dev/postern")" != postern-client ]; then
    echo "More than the client was installed"
    exit 1
fi
cp -R "$here/../examples/playwright-java" "$work/use"
if [ -n "${SITE:-}" ] && [ -n "${CHROMIUM:-}" ] && [ -n "${POSTERN_URL:-}" ]; then
    maven -f "$work/use/pom.xml" test
else
    maven -f "$work/use/pom.xml" test-compile
    echo "The recipe playwright-java was compiled and NOT RUN: it needs SITE, CHROMIUM and POSTERN_URL"
fi

# The lines of README.md as they stand, twice in a row, each time in a project of its own that has nothing but the installed jar and
# Playwright's interfaces.
jars=$(echo "$work/repository/dev/postern/postern-client"/*/postern-client-*[0-9].jar)
jars=$jars:$(echo "$work/repository/com/microsoft/playwright/playwright"/*/playwright-*[0-9].jar)
number=$(basename "$work")-$$@example.com
for code in 481944 481945; do
    project=$work/readme/$code
    mkdir -p "$project"
    awk '/^```java$/ && !seen { inside = seen = 1; next } /^```$/ { inside = 0 } inside' "$here/README.md" > "$project/Example.java"
    cp "$here/readme/RunExample.java" "$project/"
    "$java/javac" --release 17 -Xlint:all -Werror -cp "$jars" -d "$project" "$project"/*.java
    if [ -n "${POSTERN_URL:-}" ]; then
        "$java/java" -cp "$jars:$project" RunExample "$number" "$code"
    else
        echo "The lines of README.md were compiled and NOT RUN: they need POSTERN_URL"
    fi
done
