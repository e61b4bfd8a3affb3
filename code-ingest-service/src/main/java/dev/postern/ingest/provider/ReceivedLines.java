package dev.postern.ingest.provider;

import dev.postern.ingest.message.Held;
import dev.postern.ingest.recipient.HeaderFields;
import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** What mail servers wrote into a mail when they got it (RFC 5321, section 4.4). */
final class ReceivedLines {
    private static final int LONGEST_DATE = 100;

    private ReceivedLines() {}

    /**
     * Since when the server had the mail that handed it over. It wrote its line above all others. The lines below and the mail's Date are
     * by others, and do not tell how long it waited there.
     */
    static Optional<Held> held(HeaderFields headers) {
        List<String> lines = headers.all("Received");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String newest = lines.getFirst();
        String date = newest.substring(newest.lastIndexOf(';') + 1).strip();
        if (date.length() > LONGEST_DATE) {
            return Optional.empty();
        }
        try {
            Date parsed = new MailDateFormat().parse(date);
            return Optional.ofNullable(parsed).map(Date::toInstant).map(Held::bySender);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
