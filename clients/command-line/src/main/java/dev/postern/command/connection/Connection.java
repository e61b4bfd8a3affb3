package dev.postern.command.connection;

import dev.postern.client.Postern;
import dev.postern.client.error.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the server is, and with which key: by options, else by variables, else by a file of settings. The key is no option, since every
 * user of a machine sees the options of all processes.
 */
public final class Connection {
    private static final String URL = "POSTERN_URL";
    private static final String KEY = "POSTERN_API_KEY";

    @Option(names = "--url", paramLabel = "URL", description = "where the server is; else POSTERN_URL")
    private @Nullable String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "a file with the API key alone, for its owner only (0600); else POSTERN_API_KEY")
    private @Nullable Path keyFile;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "a file with the lines POSTERN_URL=… and POSTERN_API_KEY=…, for its owner only (0600);"
                    + " else ~/.config/postern/settings where it is")
    private @Nullable Path settings;

    @Option(names = "--json", description = "prints JSON, a value a line")
    private boolean json;

    /** Whether the result is printed as JSON. */
    public boolean json() {
        return json;
    }

    /**
     * A client of the server.
     *
     * @throws SettingsException the address or the key is missing or wrong
     * @throws CommandFailed a file cannot be used
     */
    public Postern postern(Map<String, String> environment) {
        Map<String, String> written = written(environment);
        String where = url != null ? url : environment.getOrDefault(URL, written.get(URL));
        String key = keyFile != null ? PrivateFile.read(keyFile) : environment.getOrDefault(KEY, written.get(KEY));
        return Postern.at(where, key);
    }

    private Map<String, String> written(Map<String, String> environment) {
        if (settings != null) {
            return lines(PrivateFile.read(settings));
        }
        boolean known =
                (url != null || environment.containsKey(URL)) && (keyFile != null || environment.containsKey(KEY));
        Path usual = usual(environment);
        return known || usual == null || !Files.exists(usual) ? Map.of() : lines(PrivateFile.read(usual));
    }

    private static @Nullable Path usual(Map<String, String> environment) {
        String home = environment.get("HOME");
        String fallback = home == null ? null : home + "/.config";
        String folder = Objects.requireNonNullElse(environment.get("XDG_CONFIG_HOME"), "");
        String chosen = folder.isEmpty() ? fallback : folder;
        return chosen == null ? null : Path.of(chosen, "postern", "settings");
    }

    /** Lines NAME=VALUE, as a shell writes them; others are left out. */
    private static Map<String, String> lines(String text) {
        Map<String, String> found = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] parts = line.strip().replaceFirst("^export\\s+", "").split("=", 2);
            if (parts.length == 2) {
                found.put(parts[0].strip(), parts[1].strip().replaceAll("^([\"'])(.*)\\1$", "$2"));
            }
        }
        return found;
    }
}
