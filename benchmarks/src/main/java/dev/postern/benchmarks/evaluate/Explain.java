package dev.postern.benchmarks.evaluate;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Details;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import dev.postern.extraction.TextEvidence;
import dev.postern.extraction.Wanted;
import dev.postern.extraction.weight.Feature;
import dev.postern.extraction.weight.Weighed;
import dev.postern.extraction.weight.Weights;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./postern explain}: what is found in one message, and why. */
@Command(
        name = "./postern explain",
        description = "Shows what the extractor finds in the message on standard input, and why.",
        footer = {
            "",
            "A message that begins with a header line is read as a mail (RFC 5322, MIME) if it has two of these headers: Subject,",
            "From, To, Received, Content-Type, MIME-Version. Any other message is read as a text, in UTF-8.",
            "",
            "Printed are: what it was read as; code or link with the rule, the confidence, the place in characters and what else",
            "was announced; or why nothing was taken; where no words call a number the code, each number with its features and how much each",
            "adds to the confidence (as the logarithm of odds); then what the code is for and how long it is good.",
            "",
            "Examples: ./postern explain < mail.eml",
            "          echo 'Your code is 123456' | ./postern explain"
        })
public final class Explain implements Callable<Integer> {
    private static final Pattern MAIL =
            Pattern.compile("(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:[ \\t]).*", Pattern.DOTALL);
    private static final Pattern HEADERS =
            Pattern.compile("(?im)^(?:subject|from|to|received|content-type|mime-version):");

    @Option(names = "--expected", description = "asks as for a login that waits, so that less evidence is enough")
    private boolean expected;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean typed;

    /**
     * @param in the message
     * @param typed whether a person types it
     */
    Explain(InputStream in, PrintStream out, PrintStream err, boolean typed) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.typed = typed;
    }

    /** Ends the process: 0, or 1 or 2 with a sentence on standard error. */
    @SuppressWarnings("SystemConsoleNull") // Since JDK 25 it is null again where the input is a pipe or a file.
    public static void main(String[] arguments) {
        Console console = System.console();
        boolean typed = console != null && console.isTerminal();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = Verb.run(new Explain(System.in, out, err, typed), arguments);
        out.flush();
        System.exit(status);
    }

    @Override
    public Integer call() {
        if (typed) {
            err.println("Waiting for a message on standard input. End it with Ctrl-D on a line of its own.");
        }
        byte[] bytes = read();
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean mail = MAIL.matcher(text).matches()
                && HEADERS.matcher(text).results().limit(2).count() == 2;
        Message message = mail ? Message.mime(bytes) : Message.text(text);
        out.println("read as    " + (mail ? "a mail" : "a text"));
        CodeExtractor extractor = new CodeExtractor();
        Extraction extraction = extractor.extract(message, expected ? Wanted.expected(null) : Wanted.UNASKED);
        switch (extraction.found()) {
            case Extraction.Present found -> print(found, message);
            case Extraction.Nothing nothing ->
                out.println("nothing    " + nothing.reason().wireName());
        }
        extractor.undecided(message).forEach(this::print);
        print(extraction.details());
        return 0;
    }

    private byte[] read() {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new VerbFailed("standard input cannot be read.");
        }
    }

    private void print(Extraction.Present found, Message message) {
        Extraction.Code code = found.code();
        Extraction.Link link = found.link();
        if (code != null) {
            print("code", code.value(), code.evidence(), message);
        }
        if (link != null) {
            print("link", link.url(), link.evidence(), message);
        }
    }

    /** A number that no words call a code, and what each feature added to its confidence. */
    private void print(Weighed number) {
        Weights weights = Weights.LEARNT;
        out.printf(
                Locale.ROOT,
                "weighed    %s: %.3f; enough is %.2f, or %.2f for a login that waits%n",
                number.value(),
                weights.confidence(number.features()),
                weights.enough(false),
                weights.enough(true));
        for (Feature feature : number.features()) {
            out.printf(Locale.ROOT, "  %+6.2f   %s%n", weights.of(feature), feature.hyphenatedName());
        }
    }

    private void print(Details details) {
        out.println("kind       " + details.kind().wireName());
        if (details.validFor() != null) {
            out.println("valid for  " + details.validFor().toSeconds() + " s");
        }
        if (details.validUntil() != null) {
            out.println("until      " + details.validUntil());
        }
        if (details.boundDomain() != null) {
            out.println("bound to   " + details.boundDomain());
        }
        if (details.service() != null) {
            out.println("sent by    " + details.service());
        }
    }

    private void print(String kind, String value, TextEvidence evidence, Message message) {
        out.printf("%-10s %s%n", kind, value);
        out.printf("  rule       %s%n", evidence.rule());
        out.printf("  confidence %.2f%n", evidence.confidence());
        out.printf(
                "  where      %s, %d to %d: %s%n",
                evidence.part().wireName(), evidence.start(), evidence.end(), evidence.in(message));
        if (evidence.runnerUp() != null) {
            out.printf("  runner-up  %s%n", evidence.runnerUp());
        }
    }
}
