package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What carries a message breaks its lines, quotes it, encodes it and glues its words. None of that changes what it
 * says.
 */
class BrokenTextTest {
    private static final String LINK =
            "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5eTy?sig=b1c2d3e4f5g6h7&until=1795";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5\\neTy?sig=b1c2d3e4f5g6h7&until=1795",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5eTy?sig=b1c2d3e4f5g6h7\\n&until=1795",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5eTy\\n?sig=b1c2d3e4f5g6h7&until=1795",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5eTy?sig=\\nb1c2d3e4f5g6h7&until=1795",
                "https://app.larkspur.example/login/verify/Rf7k\\nQ2zW9xVc4tBn1mLp8hJg3dSa5eTy?sig=b1c2d3e4\\nf5g6h7&until=1795",
                "<https://app.larkspur.example/login/ver\\nify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5\\neTy?sig=b1c2d3e4f5g6h7&until=1795>",
                "> https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5\\n> eTy?sig=b1c2d3e4f5g6h7&until=1795",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5=\\r\\neTy?sig=3Db1c2d3e4f5g6h7&until=3D1795",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5eTy?sig=b1c2d3e4f5g6h7&#038;until=1795",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8hJg3dSa5eTy?sig&#x3D;b1c2d3e4f5g6h7&#38;until=1795",
                "https://app.larkspur.example/login/verify/\u200BRf7kQ2zW9xVc4tBn1mLp8hJg3dSa5eTy?sig=b1c2d3e4f5g6h7&until=1795",
            })
    void anAddressIsPutTogether(String written) {
        // Given
        String text = "Sign in to Larkspur:\n\n" + unescaped(written) + "\n\nIt expires in 10 minutes.";
        // When
        Found found = new CodeExtractor().extract(Message.pushed(text)).found();
        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(LINK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8h\\nabcde",
                "https://app.larkspur.example/login/verify?t=Rf7kQ2zW9xVc4tBn1mLp8h&next=\\nhome of yours",
                "<https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1mLp8h\\nabcde and more",
            })
    void halfAnAddressIsNotHandedOut(String written) {
        // Given
        String text = "Sign in to Larkspur:\n\n" + unescaped(written);
        // When
        Found found = new CodeExtractor().extract(Message.pushed(text)).found();
        // Then
        assertThat(found.link()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1m\\nThanks",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1m\\nIf you did not ask for it, ignore this mail.",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1m\\n- Larkspur",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1m\\n=====",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1m\\n\\nwelcome",
                "https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1m\\nhttps://larkspur.example/help",
            })
    void theNextLineIsNoPartOfAnAddress(String written) {
        // Given
        String text = "Sign in to Larkspur:\n" + unescaped(written);
        // When
        Found found = new CodeExtractor().extract(Message.pushed(text)).found();
        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class,
                        link -> assertThat(link.url())
                                .isEqualTo("https://app.larkspur.example/login/verify/Rf7kQ2zW9xVc4tBn1m"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flowed             | Your Larkspur verification code \\r\\nis 482913. Keep it to yourself. | 482913
            flowed; delsp=yes  | Your Larkspur verification code is 48 \\r\\n2913. Keep it to yourself. | 482913
            "flowed"; delsp=no | >  Your Larkspur verification code \\r\\n> is 482913 | 482913
            fixed              | Your Larkspur verification code \\r\\nis 482913 | 482913
            """)
    void aFlowedTextIsPutTogether(String format, String body, String code) {
        // Given
        String mail = "Subject: Larkspur\r\nContent-Type: text/plain; charset=utf-8; format=" + format + "\r\n\r\n"
                + unescaped(body) + "\r\n";
        // When
        Found found = new CodeExtractor()
                .extract(Message.mime(mail.getBytes(StandardCharsets.UTF_8)))
                .found();
        // Then
        assertThat(found.code()).extracting(Extraction.Code::value).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Somebody asked to sign in to your account at\\nBet365. The code that you have to enter there is\\n482913 and nobody should get it from you. | 482913
            Your one-time code for signing in to your account at\\nShop24\\n\\n482913 | 482913
            Thank you for your order of the first of May, its\\nnumber is 4829130 and it will be with you in three days. | -
            Ihr Code f=C3=BCr die Anmeldung ist 482913. Er gilt f=C3=BCr 5 Minuten. | 482913
            Your code is 4\u20E38\u20E32\u20E39\u20E31\u20E33\u20E3 for Larkspur | 482913
            Your code is \uD835\uDFD2\uD835\uDFD6\uD835\uDFD0\uD835\uDFD7\uD835\uDFCF\uD835\uDFD1 for Larkspur | 482913
            \u202AYour code is\u202C \u2066482\u2060913\u2069 for Larkspur | 482913
            """)
    void wordsAreReadAcrossWhatBreaksThem(String text, String code) {
        // When
        Found found =
                new CodeExtractor().extract(Message.pushed(unescaped(text))).found();
        // Then
        assertThat(found.code() == null ? "-" : found.code().value()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF482913", "\u200E482913\u200E", "\u2068482\u200B913\u2069\n"})
    void aShortPushLosesWhatIsNotSeen(String text) {
        assertThat(new CodeExtractor().extract(Message.pushed(text)).found().code())
                .extracting(Extraction.Code::value)
                .isEqualTo("482913");
    }

    @Test
    void theWholeFormOfAMailCountsMoreThanTheGluedOne() {
        // Given
        String html = "<p>Code</p><table><tr><td>482913</td><td>10:42</td></tr></table><p>Your sign-in code</p>";
        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Larkspur", "Your sign-in code is48291310:42", html))
                .found();
        // Then
        assertThat(found.code() == null ? "-" : found.code().value()).isIn("482913", "-");
    }

    @Test
    void theWholeLinkOfTheHtmlCountsMore() {
        // Given
        String half = LINK.substring(0, LINK.indexOf("?sig"));
        String html = "<p>Sign in <a href=\"" + LINK.replace("&", "&amp;") + "\">here</a></p>";
        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Larkspur", "Sign in: " + half, html))
                .found();
        // Then
        assertThat(found.link()).extracting(Extraction.Link::url).isEqualTo(LINK);
    }

    private static String unescaped(String written) {
        return written.replace("\\r", "\r").replace("\\n", "\n");
    }
}
