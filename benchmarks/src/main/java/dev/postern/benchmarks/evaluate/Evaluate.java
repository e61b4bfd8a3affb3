package dev.postern.benchmarks.evaluate;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Wanted;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./postern evaluate}: what the extractor finds in labelled messages, and how that compares with the labels. */
@Command(
        name = "./postern evaluate",
        description = "Compares what the extractor finds with the labels of messages.",
        sortOptions = false,
        footer = {
            "",
            "Standard output has a line for each message: its id, a tab, and the Base64 of the code or the link that was found,",
            "or - for nothing. Standard error has a table of the score.",
            "",
            "A CORPUS is a file with one JSON object on each line:",
            "  id        names the message; required",
            "  mime      a whole mail in Base64; or instead of it",
            "  text      the text of a message, or of a mail",
            "  subject   the subject of a mail",
            "  html      the HTML of a mail",
            "  channel   email: the text alone is a mail, too",
            "  expected  the label: \"123456\", {\"magic_link\": \"https://…\"}, or null for a message without either",
            "A message is left out of the score if it has no label, or if one of these is true: disputed, bare, weak,",
            "strict_webotp_only, pickup_code, constructed. With --sources, a message without a label counts as one without either.",
            "",
            "Example: ./postern evaluate corpus.jsonl > answers.tsv"
        })
public final class Evaluate implements Callable<Integer> {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    @Parameters(arity = "1..*", paramLabel = "CORPUS", description = "files of labelled messages")
    private List<Path> corpora = List.of();

    @Option(
            names = "--without",
            paramLabel = "WORDS",
            description = "a file of words, written as in a language pack, that the extractor shall not know")
    private List<Path> without = List.of();

    @Option(
            names = "--expected",
            description = "asks as for a login that waits for a code or a link, so that less evidence is enough")
    private boolean expected;

    @Option(
            names = "--sources",
            description =
                    "instead: scores each corpus as the extractor is, and without the words of the language packs that"
                            + " only its own messages hold, with weights that are learnt from the others")
    private boolean sources;

    @Option(
            names = "--known",
            paramLabel = "MESSAGES",
            description =
                    "with --sources: a corpus (.jsonl) or a file with a message on each line, whose words count as known"
                            + " elsewhere; it is not scored")
    private List<Path> known = List.of();

    @Spec
    private CommandSpec spec;

    private final PrintStream out;
    private final PrintStream err;

    Evaluate(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends the process: 0, or 1 or 2 with a sentence on standard error. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = Verb.run(new Evaluate(out, err), arguments);
        out.flush();
        System.exit(status);
    }

    @Override
    public Integer call() {
        if (sources && !without.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--without cannot be used with --sources");
        }
        if (!sources && !known.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--known needs --sources");
        }
        if (sources) {
            Sources.print(corpora, known, wanted(), out);
        } else {
            answer();
        }
        return 0;
    }

    private void answer() {
        CodeExtractor extractor = CodeExtractor.without(words());
        ScoreTable table = new ScoreTable();
        for (Path corpus : corpora) {
            Score score = Score.NONE;
            for (Labelled row : Labelled.corpus(corpus)) {
                String answer = row.answer(extractor, wanted());
                out.println(row.id() + "\t" + (answer == null ? "-" : base64(answer)));
                score = score.plus(row.isLabelled() ? Score.of(row, answer) : Score.NONE);
            }
            table.add(Labelled.nameOf(corpus), score);
        }
        out.flush();
        table.print(err);
    }

    private Wanted wanted() {
        return expected ? Wanted.expected(null) : Wanted.UNASKED;
    }

    private Set<String> words() {
        Set<String> words = new HashSet<>();
        for (Path file : without) {
            try {
                for (String word : BLANKS.split(Files.readString(file), -1)) {
                    words.add(word.replace('_', ' '));
                }
            } catch (IOException e) {
                throw new VerbFailed(file + " cannot be read. It must be a text file in UTF-8.");
            }
        }
        return words;
    }

    private static String base64(String answer) {
        return Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8));
    }
}
