package dev.postern.resolver.wired;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Every class of the modules that stand beside some classes, whether those are folders or jars. */
final class OwnClasses {
    private OwnClasses() {}

    static Set<Class<?>> beside(Class<?>... some) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> one : some) {
            try {
                URI place =
                        one.getProtectionDomain().getCodeSource().getLocation().toURI();
                Path path = Path.of(place);
                if (Files.isDirectory(path)) {
                    addAll(path, all);
                } else {
                    try (FileSystem jar = FileSystems.newFileSystem(path)) {
                        addAll(jar.getPath("/"), all);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }

    private static void addAll(Path root, Set<Class<?>> all) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("dev"))) {
            files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .sorted()
                    .forEach(name -> all.add(load(name)));
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, OwnClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
