package dev.postern.gateway.console.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your code is 481516.|481516|481516",
                "Use 551 209 to sign in|551209|551 209",
                "G-12-34-56 it is|123456|12-34-56",
                "Order 1481516, code 481516|481516|481516",
                "See https://example.com/a?t=1|https://example.com/a?t=1|https://example.com/a?t=1"
            })
    void findsTheCodeAgainInTheMessage(String row) {
        // Given
        String[] parts = row.split("\\|", -1);

        // When
        Marked marked = Marked.of(parts[0], parts[1]);

        // Then
        assertThat(marked.code()).isEqualTo(parts[2]);
        assertThat(marked.before() + marked.code() + marked.after()).isEqualTo(parts[0]);
    }

    @Test
    void marksNothingThatIsNotThere() {
        assertThat(Marked.of("nothing here", "123456")).isEqualTo(new Marked("nothing here", "", ""));
        assertThat(Marked.of("nothing here", "")).isEqualTo(new Marked("nothing here", "", ""));
    }

    /** Each way to part such a code would be tried, and there are more than anybody can count. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsACodeThatIsMadeOfWhatPartsCodes() {
        // Given
        String code = "1" + "-".repeat(60) + "1";

        // When
        Marked marked = Marked.of("1" + "-".repeat(110) + "2", code);

        // Then
        assertThat(marked.code()).isEmpty();
    }

    @Test
    void showsWhatIsAroundTheCodeOfALongMessage() {
        // When
        Marked marked = Marked.of("a ".repeat(100_000) + "code 123456 " + "b ".repeat(100_000), "123456");

        // Then
        assertThat(marked.code()).isEqualTo("123456");
        assertThat(marked.before()).startsWith("…").endsWith("code ");
        assertThat(marked.after().length()).isLessThan(3000);
    }
}
