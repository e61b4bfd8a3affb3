package dev.postern.local;

import dev.postern.local.postgres.LeftoverPostgres;
import dev.postern.local.process.RunFolder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a system that another process runs, as seen from outside. */
final class Troubles {
    private static final int PATIENCE_MS = 2_000;

    private Troubles() {}

    /** A sentence's part each, such as "PostgreSQL is not running"; empty when nothing is wrong. */
    static List<String> of(Path data) {
        List<String> troubles = new ArrayList<>();
        RunFolder runFolder = new RunFolder(data);
        if (!LeftoverPostgres.isRunning(data.resolve("postgres").resolve("data"))) {
            troubles.add("PostgreSQL is not running");
        }
        runFolder
                .kafka()
                .filter(address -> !takesConnections(address))
                .ifPresent(_ -> troubles.add("Kafka does not answer"));
        runFolder.management().forEach((name, address) -> {
            if (!isReady(address)) {
                troubles.add(name + " is not ready");
            }
        });
        return troubles;
    }

    private static boolean takesConnections(String hostAndPort) {
        URI address = URI.create("kafka://" + hostAndPort);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isReady(URI management) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    management.resolve("/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
