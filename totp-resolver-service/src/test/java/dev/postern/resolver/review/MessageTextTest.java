package dev.postern.resolver.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Your code: 482 913            | 482 913
            Your code: 482 \u00A0 913    | 482 913
            Your code: ４８２９１３          | 482913
            Your code: 48\u200B29\u00AD13 | 482913
            <td>48</td><td>29</td>        | 4829
            a &lt;b&gt; c                 | <b>
            AB&#45;12&#x2D;cd             | AB-12-cd
            """)
    void showsWhatAPersonSees(String content, String picked) {
        assertThat(MessageText.of(content).shows(MessageText.fold(picked))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Your code: 482913  | 482914
            Your code: 482913  | 482 913
            Your code: 482 913 | 482913
            Code AbC123        | abc123
            &&&;&#;&#x;&#99999999; | 9999999999
            < <<a              | b
            """)
    void showsNothingElse(String content, String picked) {
        assertThat(MessageText.of(content).shows(MessageText.fold(picked))).isFalse();
    }

    @Test
    void knowsALinkInHtmlAsItIsFollowed() {
        MessageText seen = MessageText.of("<a href=\"https://a.example/in?u=1&amp;t=x\">Sign in</a>");

        assertThat(seen.links("https://a.example/in?u=1&t=x")).isTrue();
        assertThat(seen.links("https://a.example/in?u=1&T=x")).isFalse();
    }

    @Test
    void endsOnWhatIsOnlyTags() {
        String hostile = "<".repeat(200_000) + "&".repeat(200_000);

        assertThat(MessageText.of(hostile).shows("1")).isFalse();
    }
}
