package dev.postern.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ingest.message.Held;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Since when the server had a mail that handed it over. */
class ReceivedLinesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        from a by mx.google.com with ESMTPS id x; Mon, 30 Nov 2026 03:35:17 -0800 (PST)  | 2026-11-30T11:35:17Z
        by 2002:a05:6a10 with SMTP id y;        Mon, 30 Nov 2026 11:35:17 +0000          | 2026-11-30T11:35:17Z
        from a (helo; b) by mail (Postfix) id 1 for <u@x>; 30 Nov 2026 11:35:17 GMT      | 2026-11-30T11:35:17Z
        by mail; Mon, 30 Nov 2026 11:35 +0000                                            | 2026-11-30T11:35:00Z
        """)
    void readsTheDateBehindTheLastSemicolon(String line, Instant since) {
        assertThat(ReceivedLines.held(name -> List.of(line))).contains(Held.bySender(since));
    }

    @Test
    void looksAtTheTopmostLineAndNoOther() {
        // Given
        List<String> lines =
                List.of("by last; Mon, 30 Nov 2026 11:35:17 +0000", "by first; Sun, 29 Nov 2026 11:35:17 +0000");
        // Then
        assertThat(ReceivedLines.held(name -> name.equals("Received") ? lines : List.of()))
                .contains(Held.bySender(Instant.parse("2026-11-30T11:35:17Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "by mail",
                "by mail; soon",
                "by mail; Mon, 99 Foo 2026 99:99:99 +0000",
                "by mail; \u0000"
            })
    void knowsNothingWhereThereIsNoDate(String line) {
        assertThat(ReceivedLines.held(name -> List.of(line))).isEmpty();
        assertThat(ReceivedLines.held(name -> List.of("by mail; " + "1".repeat(1_000_000))))
                .isEmpty();
        assertThat(ReceivedLines.held(name -> List.of())).isEmpty();
    }
}
