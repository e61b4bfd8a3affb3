package dev.postern.benchmarks.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.verb.Verb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(evaluate()).isEqualTo(2);
        assertThat(evaluate(folder.resolve("nothing").toString())).isEqualTo(1);
    }

    @Test
    void leavesOutTheWordsOfAFile() throws IOException {
        // Given
        Path corpus = Files.writeString(folder.resolve("c.jsonl"), """
                {"id":"a-1","text":"Kinnituskood on 048291 ja muud"}
                {"id":"a-2","text":"Your code is 551204"}
                """);
        Path words = Files.writeString(folder.resolve("words.txt"), "kinnituskood *kood gift_card\n\nкод\n");
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
                {"id":"t-1","source_repo":"a","text":"Mã: 482","expected":"482"}
                {"id":"t-2","source_repo":"a","text":"Your code is 551204","expected":"551204"}
                {"id":"t-3","source_repo":"a","text":"Your code is 551204","expected":"999999","disputed":true}
                {"id":"t-4","source_repo":"a","text":"Lunch, 1230?","expected":null}
                """);
        Path rome = Files.writeString(folder.resolve("rome.jsonl"), """
                {"id":"r-1","source_repo":"b","text":"Here: your code is 12-34-56","expected":"123456"}
                {"id":"r-2","source_repo":"a","text":"Mã"}
                {"id":"r-3","source_repo":"b","text":"MÃ: 551204","expected":"551204"}
                {"id":"r-4","source_repo":"b","text":"Sign in: https://a.example/verify?token=a1b2c3d4e5f6a7b8c9","expected":{"magic_link":"https://a.example/verify?token=a1b2c3d4e5f6a7b8c9"}}
                """);
        // When
        int status = evaluate("--sources", tallinn.toString(), rome.toString());
        // Then
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "tallinn 3 2/2 100.00 1/2 50.00 0 0 0/1 0.00 0/1 0.00 0/0 0/0 1",
                        "tallinn: mã",
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
            assertThat(status).isEqualTo(2);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(5).allMatch(line -> line.contains("evaluate"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":"x"}                        | the field "id" is missing
            {"id":"a"}                          | one of "mime", "text", "subject" and "html" is needed
            {"id":"a","mime":"?"}               | "mime" is not Base64
            {"id":"a","text":"x","expected":7}  | "expected" must be a string
            [7]                                 | it is no JSON object
            {"id":"a","text":secret 123456}     | it is not JSON, from column 18
            """)
    void saysWhatIsWrongWithALine(String line, String why) throws IOException {
        // Given
        Path corpus = Files.writeString(folder.resolve("c.jsonl"), "{\"id\":\"b\",\"text\":\"x\"}\n" + line + "\n");
        // When
        int status = evaluate(corpus.toString());
        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("c.jsonl, line 2: " + why)
                .doesNotContain("123456");
    }

    @Test
    void printsATableOfTheScoreForPeople() throws IOException {
        // Given
        Path corpus = Files.writeString(folder.resolve("mine.jsonl"), """
                {"id":"1","text":"Your code is 048291","expected":"048291"}
                {"id":"2","text":"Your code is 048291","expected":"999999"}
                {"id":"3","text":"Lunch at noon?","expected":"123456"}
                {"id":"4","text":"Your code is 048291","expected":"999999","disputed":true}
                {"id":"5","text":"Your code is 048291"}
                {"id":"6","text":"Your code is 048291","expected":null}
                {"id":"7","text":"Lunch at noon?","expected":null}
                {"id":"8","text":"Sign in: https://a.example/verify?token=a1b2c3d4e5f6a7b8c9","expected":{"magic_link":"https://a.example/verify?token=a1b2c3d4e5f6a7b8c9"}}
                """);
        // When
        evaluate(corpus.toString());
        // Then
        assertThat(err.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceAll(" +", " ").strip()))
                .hasSize(3)
                .contains(
                        "corpus messages | exact % wrong abstained | exact % wrong abstained | all false pos.",
                        "mine 6 | 1 33.3 1 1 | 1 100.0 0 0 | 2 1");
    }

    @Test
    void helpNeedsNothingAndSaysTheFormat() {
        // When
        int evaluate = evaluate("--help");
        int explain = Verb.run(
                new Explain(InputStream.nullInputStream(), print(out), print(err), true),
                print(out),
                print(err),
                "--help");
        // Then
        assertThat(List.of(evaluate, explain)).containsOnly(0);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("expected", "magic_link", "RFC 5322", "UTF-8");
    }

    @Test
    void tellsAPersonWhoTypesThatItWaits() {
        // When
        Verb.run(new Explain(
                new ByteArrayInputStream("Hi".getBytes(StandardCharsets.UTF_8)), print(out), print(err), true));
        // Then
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Waiting for a message on standard input");
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
        Verb.run(new Explain(
                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)), print(out), print(err), false));
    }

    private int evaluate(String... arguments) {
        return Verb.run(new Evaluate(print(out), print(err)), print(out), print(err), arguments);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
