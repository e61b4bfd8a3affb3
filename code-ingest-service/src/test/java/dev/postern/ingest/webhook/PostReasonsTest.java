package dev.postern.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.ingest.provider.Refusal;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reasons that a channel's owner is told are those of docs/channels.md, "Why a post is refused". */
class PostReasonsTest {
    private static final Pattern REASON = Pattern.compile("`([a-z_]+)`");
    /** code-ingest-service has no database and no master key, and calls no other service. */
    private static final Set<Hindrance> OF_OTHER_SERVICES =
            EnumSet.of(Hindrance.DATABASE_AWAY, Hindrance.SERVICE_AWAY, Hindrance.KEY_AWAY);
    /** What the adapters and the reading room say, and the mailboxes. */
    private static final List<String> OTHERS = List.of("no_room", "undecided", "failure", "mail_put_aside");

    @Test
    void theDocumentHasEachReasonAndNoOther() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "channels.md"));
        int from = document.indexOf("## Why a post is refused");
        Set<String> listed = new TreeSet<>();
        document.substring(from, document.indexOf("## A whole mail"))
                .lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .forEach(cell -> REASON.matcher(cell).results().forEach(reason -> listed.add(reason.group(1))));
        listed.remove("reason");

        Set<String> told = new TreeSet<>(OTHERS);
        Stream.of(Refusal.values()).map(Refusal::wireName).forEach(told::add);
        passing().map(PostNotes::reason).forEach(told::add);
        Stream.of(
                        ProblemType.PAYLOAD_TOO_LARGE,
                        ProblemType.TOO_MANY_REQUESTS,
                        ProblemType.REQUEST_TIMEOUT,
                        ProblemType.FORBIDDEN,
                        ProblemType.BAD_REQUEST)
                .map(type -> PostNotes.reason(Problem.of(type, "x")))
                .forEach(told::add);
        assertThat(listed).containsExactlyElementsOf(told);
    }

    @Test
    void eachPassingTroubleIsToldApartAndAsUnavailable() {
        assertThat(passing().map(PostNotes::reason)).doesNotHaveDuplicates();
        assertThat(passing())
                .allSatisfy(problem -> assertThat(PostNotes.verdict(problem)).isEqualTo(Verdict.UNAVAILABLE));
        assertThat(PostNotes.reason(Problem.of(ProblemType.TEMPORARILY_UNAVAILABLE, "x")))
                .isEqualTo("failure");
    }

    private static Stream<Problem> passing() {
        return EnumSet.complementOf(EnumSet.copyOf(OF_OTHER_SERVICES)).stream()
                .map(hindrance -> Problem.unavailable(hindrance, "x"));
    }
}
