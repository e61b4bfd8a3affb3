package dev.postern.extraction;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Whatever the bytes are, as a text, as HTML and as a mail: no exception, no stack that overflows, no end that never comes.
 * What it finds interesting stays in {@code .cifuzz-corpus}, and the next run goes on from there.
 */
class ExtractionFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void neverThrows(byte[] bytes) {
        CodeExtractor extractor = new CodeExtractor();
        Message mail = Message.mime(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        extractor.extract(mail);
        extractor.extract(Message.text(text));
        extractor.extract(Message.pushed(text));
        extractor.extract(Message.mail("Re: " + text, null, text));
        Details.of(mail);
    }
}
