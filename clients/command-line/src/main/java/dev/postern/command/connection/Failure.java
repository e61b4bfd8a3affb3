package dev.postern.command.connection;

import dev.postern.client.error.CodeTimeout;
import dev.postern.client.error.Forbidden;
import dev.postern.client.error.PosternException;
import dev.postern.client.error.Problem;
import dev.postern.client.error.RequestEnded;
import dev.postern.client.error.SettingsException;
import dev.postern.client.error.TooManyRequests;
import dev.postern.client.error.Unavailable;
import dev.postern.client.error.Unreachable;
import dev.postern.client.wire.Interrupted;
import java.util.Optional;

/**
 * What a failure means for the person who asked.
 *
 * @param exitCode how the process ends
 * @param sentence what happened, and what to do
 */
public record Failure(ExitCode exitCode, String sentence) {

    /** Empty for a fault of the program. */
    public static Optional<Failure> of(Throwable thrown) {
        if (thrown instanceof CommandFailed failed) {
            return Optional.of(new Failure(failed.exitCode(), String.valueOf(failed.getMessage())));
        }
        if (thrown instanceof PosternException failed) {
            return Optional.of(of(failed));
        }
        return Optional.empty();
    }

    private static Failure of(PosternException failed) {
        String said = String.valueOf(failed.getMessage());
        if (failed instanceof CodeTimeout || failed instanceof RequestEnded) {
            return new Failure(ExitCode.NO_CODE, said);
        }
        if (failed instanceof SettingsException) {
            return new Failure(ExitCode.WRONG_USE, said + ". See postern --help.");
        }
        if (failed instanceof Unreachable) {
            return new Failure(
                    ExitCode.UNREACHABLE,
                    "nothing answers there. Check the address (POSTERN_URL or --url), and that the server runs.");
        }
        if (failed instanceof Unavailable) {
            return new Failure(ExitCode.UNREACHABLE, "the server is not ready (" + said + "). Try again in a moment.");
        }
        if (failed instanceof Forbidden) {
            return new Failure(
                    ExitCode.KEY_REFUSED,
                    "the server refuses the key (" + said + "). \"postern doctor\" says what the key may do.");
        }
        if (failed instanceof TooManyRequests busy) {
            String when = busy.retryAfter() == null ? "later" : "in " + busy.retryAfter() + " seconds";
            return new Failure(ExitCode.FAILED, "a limit is used up (" + said + "). Try again " + when + ".");
        }
        if (failed instanceof Interrupted) {
            return new Failure(ExitCode.FAILED, "the waiting was interrupted.");
        }
        return new Failure(ExitCode.FAILED, failed instanceof Problem ? "the server refuses this: " + said : said);
    }
}
