package dev.postern.command.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of the jar, such as {@code 0.1.0}. */
public final class ClientVersion {

    private ClientVersion() {}

    public static String text() {
        Properties told = new Properties();
        try (InputStream file = Objects.requireNonNull(
                ClientVersion.class.getResourceAsStream("/dev/postern/command/version.properties"))) {
            told.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(told.getProperty("version"));
    }
}
