package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The evidence shows the code where it is written, whatever the parser made of what stands before it. */
class HtmlPlacesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <p>Your code is 482913</p>                         | 482913
            <p>Tom &amp; Jo: your code is 482913 &amp; so</p>  | 482913
            <p>&copy2026 &ampIhr Code lautet 482913</p>        | 482913
            <p>&NotEqualTilde; your code is 482913 &amp;</p>   | 482913
            <p>0\u0000\u0000 Your code is 482913</p>           | 482913
            <p>\u0000\uFFFD Your code is 482913</p>            | 482913
            <math>\u0000 Your code is 482913</math>            | 482913
            <p>Your code is 482&nbsp;913 &amp;</p>             | 482&nbsp;913
            <p>Your code is <b>4</b><b>82913</b> &amp;</p>     | 4</b><b>82913
            """)
    void findsThePlace(String html, String written) {
        // Given
        Message message = Message.mail("", null, html.replace("\\u0000", "\0"));
        // When
        Found found = new CodeExtractor().extract(message).found();
        // Then
        assertThat(found).isInstanceOfSatisfying(Extraction.Code.class, code -> {
            assertThat(code.value()).isEqualTo("482913");
            assertThat(code.evidence().in(message)).isEqualTo(written);
        });
    }
}
