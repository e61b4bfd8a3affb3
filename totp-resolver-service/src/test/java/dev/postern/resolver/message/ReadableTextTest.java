package dev.postern.resolver.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadableTextTest {

    @Test
    void whatMayBeACodeIsMarkedWhereItStands() {
        // When
        ReadableText readable =
                ReadableText.of("Use 481 922 or G-552713 or ABCD at 1 Main St, Springfield 12345", false);
        // Then
        assertThat(values(readable)).containsExactly("481 922", "G-552713", "ABCD", "12345");
        assertThat(readable.candidates())
                .allSatisfy(candidate -> assertThat(readable.text().substring(candidate.start(), candidate.end()))
                        .isEqualTo(candidate.value()));
    }

    @Test
    void markupIsLeftOutAndItsLinksAreKept() {
        // When
        ReadableText readable = ReadableText.of("""
                <html><head><title>t</title><style>p{color:#123456}</style></head><body>
                <p>Your code</p><div>482913</div><a href="https://a.example/in?a=1&amp;b=2">Sign in</a>
                <script>var a = 999999</script></body></html>""", true);
        // Then
        assertThat(readable.text()).isEqualTo("Your code\n482913\nSign in");
        assertThat(values(readable)).containsExactly("482913", "https://a.example/in?a=1&b=2");
        assertThat(readable.candidates().getLast().start()).isNull();
    }

    @Test
    void aLinkOfTheTextIsNamedOnce() {
        assertThat(values(ReadableText.of("<a href='https://a.example/x'>https://a.example/x</a>", true)))
                .containsExactly("https://a.example/x");
    }

    @Test
    void aTextOfNumbersIsMarkedInPart() {
        assertThat(ReadableText.of("123456 x ".repeat(5_000), false).candidates())
                .hasSize(100);
    }

    private static List<String> values(ReadableText readable) {
        return readable.candidates().stream()
                .map(MessageAnswer.Candidate::value)
                .toList();
    }
}
