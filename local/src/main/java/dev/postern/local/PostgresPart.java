package dev.postern.local;

import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.postgres.LocalPostgres.Database;
import dev.postern.local.supervision.Part;
import dev.postern.local.supervision.Silence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;

/** The database server. Besides one that has ended, one that takes no connection for a minute is in trouble: it is ended then. */
final class PostgresPart implements Part {
    private static final String LONGEST_WAIT_SECONDS = "3";

    private final LocalPostgres postgres;
    private final Runnable startAgain;
    private final Silence silence;

    /**
     * A server that answers.
     *
     * @param asked one of its databases
     * @param startAgain brings the server back
     * @param nanos the clock of {@link System#nanoTime}
     */
    PostgresPart(LocalPostgres postgres, Database asked, Runnable startAgain, LongSupplier nanos) {
        this.postgres = postgres;
        this.startAgain = startAgain;
        this.silence = new Silence(() -> answers(asked), nanos);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Optional<String> trouble() {
        if (!postgres.isRunning()) {
            return Optional.of("ended");
        }
        if (!silence.isTooLong()) {
            return Optional.empty();
        }
        postgres.kill();
        return Optional.of("did not answer for " + Silence.LONGEST.toSeconds() + " seconds, and was ended");
    }

    @Override
    public void startAgain() {
        startAgain.run();
        silence.forget();
    }

    @Override
    public boolean serves() {
        return postgres.isRunning();
    }

    @Override
    public String lastWords() {
        return "Its log is postgres/postgres.log in the data folder.";
    }

    /** A server with no connection left is busy, and answers so. */
    private static boolean answers(Database database) {
        Properties properties = new Properties();
        properties.setProperty("user", database.username());
        properties.setProperty("password", database.password());
        for (String wait : new String[] {"connectTimeout", "loginTimeout", "socketTimeout"}) {
            properties.setProperty(wait, LONGEST_WAIT_SECONDS);
        }
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties)) {
            return !connection.isClosed();
        } catch (SQLException e) {
            // Of class 08 are failures to connect; in others the server has said something.
            return e.getSQLState() != null && !e.getSQLState().startsWith("08");
        }
    }
}
