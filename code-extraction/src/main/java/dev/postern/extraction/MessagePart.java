package dev.postern.extraction;

import dev.postern.extraction.TextEvidence.Part;
import dev.postern.extraction.code.CodeFinder;
import dev.postern.extraction.html.VisibleHtml;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.RenderedText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message, as it was given and as a reader sees it. It is rendered and split into sentences once, on
 * first use. It is for one thread.
 */
final class MessagePart {
    private final Part part;
    private final String source;
    private final Supplier<RenderedText> rendering;
    private final Vocabulary vocabulary;
    private @Nullable Passage seen;
    private @Nullable Passage underSubject;
    private @Nullable CodeFinder finder;
    private @Nullable CodeFinder finderUnderSubject;

    private MessagePart(Part part, String source, Supplier<RenderedText> rendering, Vocabulary vocabulary) {
        this.part = part;
        this.source = source;
        this.rendering = rendering;
        this.vocabulary = vocabulary;
    }

    static MessagePart subject(String subject, Vocabulary vocabulary) {
        return new MessagePart(Part.SUBJECT, subject, () -> RenderedText.of(subject), vocabulary);
    }

    static MessagePart text(String text, Vocabulary vocabulary) {
        return new MessagePart(Part.TEXT, text, () -> VisibleHtml.ofText(text), vocabulary);
    }

    /** An HTML document, without the quotes of an earlier mail where that is asked for. */
    static MessagePart html(String html, boolean withoutQuotes, Vocabulary vocabulary) {
        return new MessagePart(Part.HTML, html, () -> VisibleHtml.of(html, withoutQuotes), vocabulary);
    }

    Part part() {
        return part;
    }

    boolean isHtml() {
        return part == Part.HTML;
    }

    boolean isBlank() {
        return source.isBlank();
    }

    /** The part as it was given, except for what a reply quotes in its text. */
    String source() {
        return source;
    }

    /** The part as a reader sees it. */
    Passage seen() {
        Passage known = seen;
        if (known == null) {
            known = Passage.of(rendering.get(), vocabulary);
            seen = known;
        }
        return known;
    }

    /** The part as a reader sees it below a subject; a blank subject changes nothing. */
    Passage seenUnder(MessagePart subject) {
        Passage known = underSubject;
        if (known == null) {
            known = subject.isBlank() ? seen() : seen().under(subject.seen());
            underSubject = known;
        }
        return known;
    }

    /** The search for its code. */
    CodeFinder finder() {
        CodeFinder known = finder;
        if (known == null) {
            known = CodeFinder.of(seen());
            finder = known;
        }
        return known;
    }

    /** The search for its code below a subject. */
    CodeFinder finderUnder(MessagePart subject) {
        CodeFinder known = finderUnderSubject;
        if (known == null) {
            known = subject.isBlank() ? finder() : CodeFinder.of(seenUnder(subject));
            finderUnderSubject = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "MessagePart[" + part + ", ***]";
    }
}
