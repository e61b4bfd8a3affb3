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
    void leavesOutTheWordsOfAFile() throws IOException {
        // Given
        Path corpus = Files.writeString(folder.resolve("c.jsonl"), """
                {"id":"a-1","text":"Kinnituskood on 048291 ja muud"}
                {"id":"a-2","text":"Your code is 551204"}
                """);
        Path words = Files.writeString(folder.resolve("words.txt"), "kinnituskood gift_card\n\nкод\n");
        // When
        int status = evaluate("--without", words.toString(), corpus.toString());
        // Then
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("a-1\t-", "a-2\t" + base64("551204"));
        assertThat(evaluate("--without", folder.resolve("nothing").toString(), corpus.toString()))
                .isEqualTo(1);
    }

    @Test
    void scoresEachSourceWithoutTheWordsThatOnlyItHolds() throws IOException {
        // Given
        Path tallinn = Files.writeString(folder.resolve("tallinn.jsonl"), """
                {"id":"t-1","source_repo":"a","text":"Kinnituskood: 048291","expected":"048291"}
                {"id":"t-2","source_repo":"a","text":"Your code is 551204","expected":"551204"}
                {"id":"t-3","source_repo":"a","text":"Your code is 551204","expected":"999999","disputed":true}
                {"id":"t-4","source_repo":"a","text":"Lunch, 1230?","expected":null}
                """);
        Path rome = Files.writeString(folder.resolve("rome.jsonl"), """
                {"id":"r-1","source_repo":"b","text":"Here: your code is 12-34-56","expected":"123456"}
                {"id":"r-2","source_repo":"a","text":"Kinnituskood"}
                {"id":"r-3","source_repo":"b","text":"KINNITUSKOOD: 551204","expected":"551204"}
                {"id":"r-4","source_repo":"b","text":"Sign in: https://a.example/verify?token=a1b2c3d4e5f6a7b8c9","expected":{"magic_link":"https://a.example/verify?token=a1b2c3d4e5f6a7b8c9"}}
                """);
        // When
        int status = evaluate("--sources", tallinn.toString(), rome.toString());
        // Then
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "tallinn 3 2/2 100.00 1/2 50.00 0 0 0/1 0.00 0/1 0.00 0/0 0/0 1",
                        "tallinn: kinnituskood",
                        "ALL 7 4/4 100.00 1/4 25.00 0 0 0/2 0.00 0/2 0.00 1/1 1/1 ");
    }

    @Test
    void keepsAWordThatAKnownMessageHolds() throws IOException {
        // Given
        Path corpus = Files.writeString(
                folder.resolve("tallinn.jsonl"),
                "{\"id\":\"t-1\",\"text\":\"Kinnituskood on 048291 ja muud\",\"expected\":\"048291\"}\n");
        Path known = Files.writeString(folder.resolve("known.txt"), "123456 | Sinu kinnituskood: 123456\n");
        // When
        int status = evaluate("--sources", "--known", known.toString(), corpus.toString());
        // Then
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("kinnituskood");
    }

    @Test
    void saysHowItIsUsedWhenOptionsDoNotFit() {
        for (String[] wrong : new String[][] {
            {"--sources"}, {"--known", "x", "c"}, {"--sources", "--without", "x", "c"}, {"--other", "c"}, {"--without"}
        }) {
            // When
            int status = evaluate(wrong);
            // Then
            assertThat(status).isEqualTo(1);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(10)
                .allMatch(line -> line.contains("evaluate"));
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
