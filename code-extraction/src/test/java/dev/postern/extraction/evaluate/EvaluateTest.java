package dev.postern.extraction.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void answersEachRowByItsId() throws IOException {
        // Given
        Path corpus = Files.writeString(folder.resolve("c.jsonl"), """
                {"id":"a-1","channel":"sms","text":"Your code is 048291","expected":"048291"}
                {"id":"a-2","channel":"sms","text":"Lunch at noon?","expected":null}

                {"id":"a-3","channel":"email","subject":"Sign in","html":"<p>Your code is <b>551204</b></p>"}
                {"id":"a-4","channel":"email","subject":"220915 is your code"}
                """);
        // When
        int status = evaluate(corpus.toString());
        // Then
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "a-1\t" + base64("048291"), "a-2\t-", "a-3\t" + base64("551204"), "a-4\t" + base64("220915"));
    }

    @Test
    void saysWhichLineItCannotRead() throws IOException {
        // Given
        Path corpus = Files.writeString(folder.resolve("c.jsonl"), "{\"id\":\"a-1\",\"text\":\"x\"}\nnot json\n");
        // When
        int status = evaluate(corpus.toString());
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 2");
        assertThat(evaluate()).isEqualTo(1);
        assertThat(evaluate(folder.resolve("nothing").toString())).isEqualTo(1);
    }

    @Test
    void explainsATextAndAMail() {
        // When
        explain("Your code is 048291");
        explain("From: a@b.example\nSubject: Hi\n\nYour code is 220915\n");
        explain("Lunch at noon?");
        // Then
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("a text", "code       048291", "keyword-bound", "text, 13 to 19: 048291")
                .contains("a mail", "code       220915")
                .contains("nothing    no_candidate");
    }

    private void explain(String message) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Explain.run(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)), stream, stream);
    }

    private int evaluate(String... corpora) {
        return Evaluate.run(
                corpora,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
