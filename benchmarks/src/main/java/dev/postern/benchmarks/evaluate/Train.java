package dev.postern.benchmarks.evaluate;

import dev.postern.extraction.weight.Weights;
import dev.postern.local.verb.Verb;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./postern train}: learns from labelled messages what speaks for a number being the code, and how much. */
@Command(
        name = "./postern train",
        description = "Learns from labelled messages how much each feature of a number counts.",
        footer = {
            "",
            "Standard output is a file of weights, as code-extraction/src/main/resources/dev/postern/extraction/weights.txt. It holds no",
            "text of a message. One result follows from one set of messages.",
            "Standard error says for each corpus how the weights do that are learnt without it: of the codes that no words announce, how",
            "many are found; and how many numbers that are no code are taken. The first figure is for nobody waiting, the second for a",
            "login that waits.",
            "",
            "A CORPUS is a file as ./postern evaluate reads it, or texts.psv of this repository.",
            "",
            "Example: ./postern train code-extraction/src/test/resources/dev/postern/extraction/texts.psv corpus.jsonl > weights.txt"
        })
public final class Train implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "CORPUS", description = "files of labelled messages")
    private List<Path> corpora = List.of();

    private final PrintStream out;
    private final PrintStream err;

    Train(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends the process: 0, or 1 or 2 with a sentence on standard error. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = Verb.run(new Train(out, err), arguments);
        out.flush();
        System.exit(status);
    }

    @Override
    public Integer call() {
        List<Labelled.Corpus> read = corpora.stream().map(Labelled.Corpus::of).toList();
        List<Lesson> lessons = Lesson.of(read);
        for (Labelled.Corpus corpus : read) {
            Weights others = Learning.weights(without(lessons, corpus.name()));
            print(corpus.name(), others, lessons);
        }
        out.println(
                "# Made by ./postern train. How much each feature of a number counts; the file holds no text of a message.");
        out.print(Learning.weights(lessons).written());
        out.flush();
        return 0;
    }

    static List<Lesson> without(List<Lesson> lessons, String source) {
        return lessons.stream()
                .filter(lesson -> !lesson.source().equals(source))
                .toList();
    }

    private void print(String source, Weights weights, List<Lesson> lessons) {
        int[] right = new int[3];
        int[] wrong = new int[3];
        for (Lesson lesson : lessons) {
            if (!lesson.source().equals(source)) {
                continue;
            }
            double confidence = weights.confidence(lesson.features());
            int[] counts = lesson.right() ? right : wrong;
            counts[0]++;
            counts[1] += confidence >= weights.unasked() ? 1 : 0;
            counts[2] += confidence >= weights.expected() ? 1 : 0;
        }
        err.printf(
                Locale.ROOT,
                "%-26s %5d codes: %5d %5d   %5d others: %5d %5d%n",
                source,
                right[0],
                right[1],
                right[2],
                wrong[0],
                wrong[1],
                wrong[2]);
    }
}
