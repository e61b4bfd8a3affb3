package dev.postern.extraction.mail;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be read of a mail: its own headers, not those of a mail inside it, and its text. */
public final class Mail {
    private final MailHeaders headers;
    private final @Nullable String text;
    private final @Nullable String html;

    Mail(MailHeaders headers, @Nullable String text, @Nullable String html) {
        this.headers = headers;
        this.text = text;
        this.html = html;
    }

    /**
     * The first header of a name, in any case, unfolded and decoded. It is decoded now: a header that nobody asks for
     * costs nothing.
     */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** All headers of a name, in any case, the topmost first; of very many the first ones. */
    public List<String> headers(String name) {
        return headers.all(name);
    }

    /** The subject; empty when it has none. */
    public String subject() {
        return header("subject").orElse("");
    }

    /** Its plain text; null when it has none. */
    public @Nullable String text() {
        return text;
    }

    /** Its HTML; null when it has none. */
    public @Nullable String html() {
        return html;
    }

    @Override
    public String toString() {
        return "Mail[***]";
    }
}
