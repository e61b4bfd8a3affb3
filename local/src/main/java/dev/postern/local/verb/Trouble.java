package dev.postern.local.verb;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told, and can do, about a failure that comes from outside of the program: of a file, a database, a broker or a
 * connection. Any other failure is a fault of the program and has no sentence.
 */
final class Trouble {
    private static final String START = " Start Postern with ./postern up, or wait until it says that it is ready.";

    private Trouble() {}

    /** The sentence for a failure, or for the first of its causes that has one. */
    static Optional<String> sentence(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        @Nullable Throwable one = failure;
        while (one != null && seen.add(one)) {
            @Nullable String sentence = of(one);
            if (sentence != null) {
                return Optional.of(sentence);
            }
            one = one.getCause();
        }
        return Optional.empty();
    }

    private static @Nullable String of(Throwable failure) {
        return switch (failure) {
            case SQLException database -> of(database.getSQLState());
            case KafkaException broker -> of(broker);
            case IOException reading -> of(reading);
            case UnresolvedAddressException _ -> "a host of that name is not known.";
            case TimeoutException _ -> "no answer came in time." + START;
            default -> null;
        };
    }

    /** By PostgreSQL's class of the error (PostgreSQL's manual, appendix A). */
    private static String of(@Nullable String sqlState) {
        if (sqlState == null || sqlState.startsWith("08")) {
            return "the database does not answer." + START;
        }
        return switch (sqlState.substring(0, Math.min(2, sqlState.length()))) {
            case "28" -> "the database refuses the login.";
            case "57", "53" -> "the database starts, stops or has no room now. Try again in a moment.";
            case "42", "3D", "3F" ->
                "the database does not have what is asked for, or does not show it to this role. A service makes its tables"
                        + " when it starts." + START;
            default -> "the database refuses what was asked (SQLSTATE " + sqlState + ").";
        };
    }

    private static String of(KafkaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException) {
                return "the address or the settings of the broker cannot be used.";
            }
        }
        return failure instanceof AuthenticationException || failure instanceof AuthorizationException
                ? "the broker refuses the login, or does not allow what was asked."
                : "the broker does not answer." + START;
    }

    private static String of(IOException failure) {
        return switch (failure) {
            case NoSuchFileException file -> file.getFile() + " is missing." + START;
            case AccessDeniedException file -> file.getFile() + " cannot be opened: this user may not.";
            case NotDirectoryException file -> file.getFile() + " is not a folder.";
            case FileSystemException file -> file.getFile() + " cannot be read or written.";
            case UnknownHostException _ -> "a host of that name is not known.";
            case SocketException _, HttpTimeoutException _ -> "nothing answers there." + START;
            default -> "reading or writing failed (" + failure.getClass().getSimpleName() + ").";
        };
    }
}
