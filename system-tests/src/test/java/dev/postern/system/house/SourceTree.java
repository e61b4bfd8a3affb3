package dev.postern.system.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java files below a folder: those of the product and those of its tests. */
record SourceTree(Path folder) {
    private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|Property|RepeatedTest|FuzzTest)\\b");
    private static final Pattern BOOTS_QUARKUS = Pattern.compile("@Quarkus(Main|Integration)?Test\\b");

    /** How many top-level types each package has, by its folder relative to this tree, for packages with more than {@code most}. */
    Map<String, Long> packagesOver(int most) {
        Map<String, Long> packages = files("src/main/java")
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(
                        file -> folder.relativize(file.getParent()).toString(), TreeMap::new, Collectors.counting()));
        packages.values().removeIf(types -> types <= most);
        return packages;
    }

    /** The files with tests. */
    List<Path> testClasses() {
        return files("src/test/java").filter(file -> holds(file, TEST)).toList();
    }

    /** Those of the files with tests that start Quarkus. */
    List<Path> testClassesThatBootQuarkus() {
        return testClasses().stream().filter(file -> holds(file, BOOTS_QUARKUS)).toList();
    }

    /** The names of the product's files that hold this, without those of some modules. */
    List<String> mainSourcesWith(Pattern text, List<String> otherModules) {
        return files("src/main/java")
                .filter(file -> !otherModules.contains(
                        folder.relativize(file).getName(0).toString()))
                .filter(file -> holds(file, text))
                .map(file -> String.valueOf(file.getFileName()))
                .sorted()
                .toList();
    }

    private Stream<Path> files(String root) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/" + root + "/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
