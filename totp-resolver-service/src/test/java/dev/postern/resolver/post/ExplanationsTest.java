package dev.postern.resolver.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ChannelPosted.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reasons of docs/channels.md have a sentence each, and no other has one. */
class ExplanationsTest {
    private static final Pattern REASON = Pattern.compile("`([a-z_]+)`");

    @Test
    void everyReasonOfTheDocumentIsExplainedAndNoOther() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "channels.md"));
        int from = document.indexOf("## Why a post is refused");
        assertThat(document.substring(from, document.indexOf("## A whole mail"))
                        .lines()
                        .filter(line -> line.startsWith("|"))
                        .map(line -> line.split("\\|", -1)[1])
                        .flatMap(cell -> REASON.matcher(cell).results().map(reason -> reason.group(1)))
                        .filter(reason -> !reason.equals("reason")))
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(Explanations.of(Verdict.REFUSED, reason, null))
                        .as(reason)
                        .matches("\\p{Lu}.*[.]"));
        assertThat(Explanations.reasons())
                .allSatisfy(reason -> assertThat(document).contains("`" + reason + "`"));
    }
}
