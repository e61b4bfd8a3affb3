package dev.postern.extraction.evaluate;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Details;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.Message;
import dev.postern.extraction.TextEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * {@code ./postern explain < message}: what is found in one message and why. What begins with a header is a mail as it
 * travels; anything else is the text of one.
 */
public final class Explain {
    private static final Pattern MAIL =
            Pattern.compile("(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:[ \\t]).*", Pattern.DOTALL);
    private static final Pattern HEADERS =
            Pattern.compile("(?im)^(?:subject|from|to|received|content-type|mime-version):");

    private Explain() {}

    /** Ends the process: 0, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status = run(System.in, out, System.err);
        out.flush();
        System.exit(status);
    }

    static int run(InputStream in, PrintStream out, PrintStream err) {
        byte[] bytes;
        try {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            err.println("The message cannot be read.");
            return 1;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean mail = MAIL.matcher(text).matches()
                && HEADERS.matcher(text).results().limit(2).count() == 2;
        Message message = mail ? Message.mime(bytes) : Message.text(text);
        out.println("read as    " + (mail ? "a mail" : "a text"));
        Extraction extraction = new CodeExtractor().extract(message);
        print(extraction.found(), message, out);
        print(extraction.details(), out);
        return 0;
    }

    private static void print(Found found, Message message, PrintStream out) {
        switch (found) {
            case Extraction.Code(String value, TextEvidence evidence) -> print("code", value, evidence, message, out);
            case Extraction.Link(String url, TextEvidence evidence) -> print("link", url, evidence, message, out);
            case Extraction.Both(Extraction.Code code, Extraction.Link link) -> {
                print(code, message, out);
                print(link, message, out);
            }
            case Extraction.Nothing nothing ->
                out.println("nothing    " + nothing.reason().wireName());
        }
    }

    private static void print(Details details, PrintStream out) {
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

    private static void print(String kind, String value, TextEvidence evidence, Message message, PrintStream out) {
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
