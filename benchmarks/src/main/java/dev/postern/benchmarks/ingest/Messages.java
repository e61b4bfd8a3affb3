package dev.postern.benchmarks.ingest;

import dev.postern.benchmarks.latency.TextMessage;
import dev.postern.benchmarks.latency.TextMessages;
import java.util.List;
import java.util.stream.Stream;

/** Texts, and HTML mails of 16 KiB. Many are made before the measurement, and used again for other recipients. */
final class Messages {
    private static final int TEXTS = 10_000;
    private static final long SEED = 20_260_101;
    private static final int MAIL_LENGTH = 16 * 1024;
    private static final String ROW = """
            <tr><td style="padding:8px 24px;font-family:Arial,sans-serif;font-size:14px;color:#444">\
            You get this message because somebody began to sign in to your account.</td></tr>
            """;

    private final List<TextMessage> texts =
            Stream.generate(new TextMessages(SEED)::next).limit(TEXTS).toList();
    private final String rows = ROW.repeat(MAIL_LENGTH / ROW.length());

    TextMessage text(long number) {
        return texts.get((int) (number % TEXTS));
    }

    /** A page of 16 KiB that holds the code of a text. */
    String html(long number) {
        String head =
                "<html><head><title>Sign in</title></head><body><table><tr><td><p>Your verification code is</p><h1>"
                        + text(number).code() + "</h1></td></tr>\n";
        return head + rows.substring(0, rows.length() - head.length()) + "</table></body></html>\n";
    }

    /** Such a page as a mail of its own. */
    String mail(long number) {
        return "From: Site <no-reply@site.example>\r\nTo: r" + number + "@in.example\r\nMessage-ID: <" + number
                + "@site.example>\r\nSubject: Sign in\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n\r\n"
                + html(number).replace("\n", "\r\n");
    }
}
