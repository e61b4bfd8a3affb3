package dev.postern.extraction;

import dev.postern.extraction.Evidence.Part;
import dev.postern.extraction.code.CodeFinder;
import dev.postern.extraction.code.Finding;
import dev.postern.extraction.language.Reply;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.link.CodeInLink;
import dev.postern.extraction.link.SignInLink;
import dev.postern.extraction.link.SignInLinks;
import dev.postern.extraction.text.RenderedText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one-time code and the link in a message. Deterministic and offline; time and memory grow linearly with the
 * message, whatever it is. It abstains rather than guesses. Safe for use by many threads; never throws.
 */
public final class CodeExtractor {
    private static final Extraction NONE = new Extraction.Nothing(Reason.NO_CANDIDATE);
    private static final int NO_SUBJECT = -1;
    private static final Extraction AMBIGUOUS = new Extraction.Nothing(Reason.AMBIGUOUS);
    private static final double SIGN_IN_LINK = 0.9;
    private static final double CODE_IN_LINK = 0.95;

    /** What is looked for. */
    public enum Wanted {
        CODE,
        LINK,
        EITHER
    }

    private final Vocabulary vocabulary;
    private final Reply reply;
    private final CodeFinder codes;

    /** With every language pack. */
    public CodeExtractor() {
        this(Vocabulary.ALL);
    }

    private CodeExtractor(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.reply = new Reply(vocabulary);
        this.codes = new CodeFinder(vocabulary);
    }

    /**
     * One that does not know some words, to measure what they are worth.
     *
     * @param words as {@link KnownWords} calls them; others change nothing
     */
    public static CodeExtractor without(Set<String> words) {
        return new CodeExtractor(Vocabulary.ALL.without(words));
    }

    /** What the message holds, with the evidence for it. */
    public Extraction extract(Message message) {
        return extract(message, Wanted.EITHER);
    }

    /** The same, looking for one kind only; the other kind is then as good as nothing. */
    public Extraction extract(Message message, Wanted wanted) {
        if (ForwardingSetup.in(message).isPresent()) {
            return new Extraction.Nothing(Reason.FORWARDING_SETUP);
        }
        String text = message.text();
        String html = message.html();
        Extraction found = NONE;
        boolean answers = reply.is(message.subject());
        if (text != null) {
            found = ofText(message.subject(), answers ? reply.ownText(text) : text, message.pushed(), wanted);
        }
        if (html != null && !holdsCode(found)) {
            found = better(found, ofHtml(message.subject(), html, answers, wanted));
        }
        if (text == null && html == null) {
            found = ofText("", message.subject(), false, wanted);
        }
        return found;
    }

    private static boolean holdsCode(Extraction extraction) {
        return extraction instanceof Extraction.Code || extraction instanceof Extraction.Both;
    }

    /** What the two forms of one mail say together. */
    private static Extraction better(Extraction first, Extraction second) {
        if (first instanceof Extraction.Nothing) {
            return second instanceof Extraction.Nothing ? first : second;
        }
        if (first instanceof Extraction.Link link && second instanceof Extraction.Code code) {
            return new Extraction.Both(code, link);
        }
        return second instanceof Extraction.Both ? second : first;
    }

    private Extraction ofText(String subject, String text, boolean pushed, Wanted wanted) {
        Extraction whole = pushed ? WholeMessage.read(text) : WholeMessage.boundCode(text);
        if (whole != null) {
            return only(whole, wanted);
        }
        return both(subject, text, RenderedText.of(text), Part.TEXT, wanted);
    }

    private Extraction ofHtml(String subject, String html, boolean reply, Wanted wanted) {
        RenderedText seen = wanted == Wanted.LINK ? RenderedText.of("") : RenderedText.ofHtml(html, reply);
        return both(subject, html, seen, Part.HTML, wanted);
    }

    private Extraction both(String subject, String source, RenderedText seen, Part part, Wanted wanted) {
        Extraction code = wanted == Wanted.LINK ? NONE : code(subject, seen, part);
        boolean needless = wanted == Wanted.CODE && !code.equals(NONE);
        SignInLink link = needless ? null : SignInLinks.find(source, part == Part.HTML, vocabulary);
        if (code.equals(NONE) && link != null && wanted != Wanted.LINK) {
            code = inLink(seen, link, part);
        }
        return together(code, link == null || wanted == Wanted.CODE ? null : signIn(link, part));
    }

    private static Extraction.Link signIn(SignInLink link, Part part) {
        return new Extraction.Link(
                link.url(), new Evidence("sign-in-link", SIGN_IN_LINK, part, link.start(), link.end(), null));
    }

    private static Extraction inLink(RenderedText seen, SignInLink link, Part part) {
        CodeInLink code = CodeInLink.find(seen, link.url());
        return code == null
                ? NONE
                : new Extraction.Code(
                        code.value(), new Evidence("code-in-link", CODE_IN_LINK, part, code.start(), code.end(), null));
    }

    /** The body first, since a number of the subject may be a ticket's; then the subject; then each in the other's light. */
    private Extraction code(String subject, RenderedText body, Part part) {
        Extraction found = within(part, NO_SUBJECT, codes.find(body));
        if (!(found instanceof Extraction.Nothing) || subject.isBlank()) {
            return found;
        }
        Extraction ofSubject = within(Part.SUBJECT, NO_SUBJECT, codes.find(RenderedText.ofPlain(subject)));
        if (!(ofSubject instanceof Extraction.Nothing)) {
            return ofSubject;
        }
        Extraction ofBoth = within(part, subject.length(), codes.find(body.under(subject)));
        return ofBoth instanceof Extraction.Nothing ? found : ofBoth;
    }

    /** With its span told in the part it stands in, where a subject of this length stood before it. */
    private static Extraction within(Part part, int subjectLength, Finding finding) {
        return switch (finding) {
            case Finding.Code code ->
                new Extraction.Code(
                        code.value(),
                        new Evidence(
                                        code.rule(),
                                        code.confidence(),
                                        Part.TEXT,
                                        code.start(),
                                        code.end(),
                                        code.runnerUp())
                                .after(subjectLength, part));
            case Finding.Nothing _ -> NONE;
            case Finding.Ambiguous _ -> AMBIGUOUS;
        };
    }

    private static Extraction together(Extraction code, Extraction.@Nullable Link link) {
        if (link == null) {
            return code;
        }
        return code instanceof Extraction.Code found ? new Extraction.Both(found, link) : link;
    }

    private static Extraction only(Extraction found, Wanted wanted) {
        boolean other = (wanted == Wanted.CODE && found instanceof Extraction.Link)
                || (wanted == Wanted.LINK && found instanceof Extraction.Code);
        return other ? NONE : found;
    }
}
