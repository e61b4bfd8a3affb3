package dev.postern.benchmarks.extraction;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Each message once and again: a text, HTML mails of 4 and 64 KiB, and one that means harm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExtractionBenchmark {
    private static final int KIBIBYTE = 1024;

    private final CodeExtractor extractor = new CodeExtractor();
    private final Message text = Message.text(
            "Larkspur: 482913 is your verification code. It expires in 10 minutes. Never share it with anyone, not even us.");
    private final Message smallMail = html(4 * KIBIBYTE);
    private final Message largeMail = html(64 * KIBIBYTE);
    private final Message hostile = Message.mail("code", null, "<td>1</td>".repeat(64 * KIBIBYTE / 10));

    @Benchmark
    public Extraction text() {
        return extractor.extract(text);
    }

    @Benchmark
    public Extraction htmlOf4KiB() {
        return extractor.extract(smallMail);
    }

    @Benchmark
    public Extraction htmlOf64KiB() {
        return extractor.extract(largeMail);
    }

    @Benchmark
    public Extraction hostileOf64KiB() {
        return extractor.extract(hostile);
    }

    /** Rows of a layout, as newsletters have them, and the code in the middle. */
    private static Message html(int length) {
        String row =
                "<tr><td style=\"padding:8px;color:#333333\" class=\"row per-110\"><p>Good to have you with us &amp; your team."
                        + " <a href=\"https://larkspur.example/a/48291/b?c=551204\">Read more</a></p></td></tr>\n";
        StringBuilder html = new StringBuilder("<html><head><style>.row{width:600px}</style></head><body><table>");
        while (html.length() < length / 2) {
            html.append(row);
        }
        html.append("<tr><td><p>Your verification code is:</p><h1>482 913</h1></td></tr>");
        while (html.length() < length - 30) {
            html.append(row);
        }
        return Message.mail(
                "Sign in", null, html.append("</table></body></html>").toString());
    }
}
