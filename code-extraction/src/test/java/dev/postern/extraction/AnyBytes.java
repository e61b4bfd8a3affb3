package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.text.RenderedText;
import java.nio.charset.StandardCharsets;

/** What holds for any bytes, as a text, as HTML and as a mail: they are read to the end, and what is found stands where the evidence says. */
final class AnyBytes {
    private AnyBytes() {}

    static void areRead(byte[] bytes) {
        Message mail = Message.mime(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        extract(mail);
        extract(Message.text(text));
        extract(Message.pushed(text));
        extract(Message.mail("Re: " + text, null, text));
        // Most bytes announce nothing: here some of them stand around a code that is.
        extract(Message.mail("", null, text + "<p>Your verification code is <b>482 913</b></p>" + text));
    }

    private static void extract(Message message) {
        switch (new CodeExtractor().extract(message).found()) {
            case Extraction.Code code -> standsThere(code.value(), code.evidence(), message);
            case Extraction.Link link -> standsThere("", link.evidence(), message);
            case Extraction.Both(Extraction.Code code, Extraction.Link link) -> {
                standsThere(code.value(), code.evidence(), message);
                standsThere("", link.evidence(), message);
            }
            case Extraction.Nothing nothing -> {}
        }
    }

    /** Character by character, with anything between them: separators, tags. */
    private static void standsThere(String value, TextEvidence evidence, Message message) {
        String source = evidence.in(message);
        assertThat(source).isNotEmpty();
        // What entities stand for is not written there.
        if (!source.contains(value) && source.indexOf('&') < 0) {
            RenderedText seen = RenderedText.of(source);
            String folded = seen.original(0, seen.length());
            int next = 0;
            for (int i = 0; i < folded.length() && next < value.length(); i++) {
                if (folded.charAt(i) == value.charAt(next)) {
                    next++;
                }
            }
            assertThat(next).as("characters of the code in its span").isEqualTo(value.length());
        }
    }
}
