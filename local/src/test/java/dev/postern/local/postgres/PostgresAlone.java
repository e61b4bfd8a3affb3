package dev.postern.local.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A launcher with nothing but a database server, for being killed. */
public final class PostgresAlone {

    private PostgresAlone() {}

    /** Takes the server's folder; tells the address of a database and waits. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(Path.of(arguments[0]), 0)) {
            System.out.println(postgres.database("codes").jdbcUrl());
            System.in.read();
        }
    }
}
