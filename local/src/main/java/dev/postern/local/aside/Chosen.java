package dev.postern.local.aside;

import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What a person does with things that were put aside, and with which of them. */
final class Chosen {
    /** What a person may do. */
    enum Action {
        LIST,
        SHOW,
        RESEND,
        DROP
    }

    private static final String ALL = "all";

    // Here, since positions are counted from the first.
    @Parameters(index = "0", hidden = true, description = "the data folder")
    private Path data;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "list (unless said otherwise), show, resend or drop")
    private Action action = Action.LIST;

    @Parameters(index = "2..*", paramLabel = "ID", description = "the ids as 'list' shows them, or all")
    private List<String> ids = List.of();

    /** Of the Postern on this machine. */
    Path data() {
        return data;
    }

    Action action() {
        return action;
    }

    /**
     * Refuses what is to be done with nothing.
     *
     * @param things a sentence's words for them
     */
    void demand(String things) {
        if (action != Action.LIST && ids.isEmpty()) {
            throw new VerbFailed("say which " + things + ", or all.");
        }
    }

    /** Whether the thing with this id is meant: all are listed. */
    boolean means(String id) {
        return action == Action.LIST || ids.contains(ALL) || ids.contains(id);
    }

    /** Whether the thing is meant by its own id, not as one of all. */
    boolean names(String id) {
        return ids.contains(id);
    }

    /**
     * Says so when nothing was found.
     *
     * @return the exit code
     */
    int end(int found, PrintStream out, String none, String noSuch) {
        if (found > 0) {
            return 0;
        }
        out.println(action == Action.LIST ? none : noSuch);
        return action == Action.LIST ? 0 : 1;
    }
}
