package dev.postern.extraction;

import dev.postern.events.OtpType;
import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.TextEvidence.Part;
import dev.postern.extraction.code.Finding;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Reply;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.link.CodeInLink;
import dev.postern.extraction.link.SignInLink;
import dev.postern.extraction.link.SignInLinks;
import dev.postern.extraction.weight.Weighed;
import dev.postern.extraction.weight.Weights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one-time code and the link in a message. It is deterministic and works offline. Time and memory
 * grow linearly with any message. When unsure, it abstains rather than guesses. It is safe for use by many
 * threads and never throws.
 */
public final class CodeExtractor {
    private static final Found NONE = new Extraction.Nothing(Reason.NO_CANDIDATE);
    private static final Found AMBIGUOUS = new Extraction.Nothing(Reason.AMBIGUOUS);
    private static final Found FORWARDING_SETUP = new Extraction.Nothing(Reason.FORWARDING_SETUP);
    private static final int LONGEST_SUBJECT = 1000;
    private static final double SIGN_IN_LINK = 0.9;
    private static final double CODE_IN_LINK = 0.95;

    private final Vocabulary vocabulary;
    private final Weights weights;
    private final Reply reply;

    /** Makes an extractor that knows every language pack. */
    public CodeExtractor() {
        this(Vocabulary.ALL, Weights.LEARNT);
    }

    private CodeExtractor(Vocabulary vocabulary, Weights weights) {
        this.vocabulary = vocabulary;
        this.weights = weights;
        this.reply = new Reply(vocabulary);
    }

    /**
     * Makes an extractor that does not know some words, to measure what they are worth.
     *
     * @param words written as in {@link KnownWords}; words that are in no pack change nothing
     */
    public static CodeExtractor without(Set<String> words) {
        return new CodeExtractor(Vocabulary.ALL.without(words), Weights.LEARNT);
    }

    /** This extractor with other weights, to measure or to learn them. */
    public CodeExtractor with(Weights others) {
        return new CodeExtractor(vocabulary, others);
    }

    /**
     * The numbers of a message of which its words do not say what they are, each with its features; empty when the words
     * decide, or when it holds a sign-in link.
     */
    public List<Weighed> undecided(Message message) {
        MessageParts parts = MessageParts.of(message, reply, vocabulary);
        Weights never = new Weights(Map.of(), 1, 1);
        if (!(with(never).extract(message).found() instanceof Extraction.Nothing(Reason reason))
                || reason != Reason.NO_CANDIDATE) {
            return List.of();
        }
        MessagePart body = parts.text() != null ? parts.text() : parts.html();
        return body == null ? List.of() : body.finderUnder(parts.subject()).numbers();
    }

    /** What the message holds, with the evidence for it. */
    public Extraction extract(Message message) {
        return extract(message, Wanted.UNASKED);
    }

    /** What the message holds of what is wanted. Another type is not looked for. */
    public Extraction extract(Message message, Wanted wanted) {
        MessageParts parts = MessageParts.of(message, reply, vocabulary);
        return new Extraction(find(message, parts, wanted), parts.details());
    }

    /**
     * What the message holds for logins that wait: the first of the types that they need, and the other beside it where
     * the message has both. Without any type, a code or a link.
     */
    public Extraction extractFor(Message message, List<OtpType> needed) {
        MessageParts parts = MessageParts.of(message, reply, vocabulary);
        Found either = find(message, parts, Wanted.expected(null));
        Found best = either;
        for (OtpType type : needed) {
            best = either.holds(type) ? either : find(message, parts, Wanted.expected(type));
            if (best.holds(type)) {
                break;
            }
        }
        return new Extraction(best, parts.details());
    }

    private Found find(Message message, MessageParts parts, Wanted wanted) {
        if (ForwardingSetup.in(message).isPresent()) {
            return FORWARDING_SETUP;
        }
        MessagePart text = parts.text();
        MessagePart html = parts.html();
        Found found = text == null ? NONE : ofText(parts, text, message.pushed(), wanted);
        if (html == null) {
            return found;
        }
        if (found.holds(OtpType.TOTP)) {
            return text == null ? found : BothForms.whole(found, text, () -> ofBody(parts, html, wanted));
        }
        return BothForms.better(found, ofBody(parts, html, wanted));
    }

    private Found ofText(MessageParts parts, MessagePart text, boolean pushed, Wanted wanted) {
        Found whole = pushed ? WholeMessage.read(text.source()) : WholeMessage.boundCode(text.source());
        return whole == null ? ofBody(parts, text, wanted) : only(whole, wanted);
    }

    private Found ofBody(MessageParts parts, MessagePart body, Wanted wanted) {
        Found code = wanted.codes() ? code(parts, body) : NONE;
        boolean needless = !wanted.links() && !code.equals(NONE);
        SignInLink link = needless ? null : SignInLinks.find(body.seen(), parts.subject()::seen, wanted.expected());
        if (link != null && parts.isText() && CutText.mayEnd(body.source(), link.end())) {
            link = null;
        }
        if (code.equals(NONE) && link != null && wanted.codes()) {
            code = inLink(body, link);
        }
        if (code.equals(NONE) && wanted.codes() && (link == null || !wanted.links())) {
            code = weighed(parts, body, wanted.expected());
        }
        if (parts.isText() && code instanceof Extraction.Code last && CutText.mayEnd(body.source(), last)) {
            code = NONE;
        }
        return together(code, link == null || !wanted.links() ? null : signIn(link, body.part()));
    }

    private static Extraction.Link signIn(SignInLink link, Part part) {
        return new Extraction.Link(
                link.url(), new TextEvidence("sign-in-link", SIGN_IN_LINK, part, link.start(), link.end(), null));
    }

    private static Found inLink(MessagePart body, SignInLink link) {
        CodeInLink code = CodeInLink.find(body.seen().text(), link.url());
        return code == null
                ? NONE
                : new Extraction.Code(
                        code.value(),
                        new TextEvidence("code-in-link", CODE_IN_LINK, body.part(), code.start(), code.end(), null));
    }

    /**
     * Reads the body first, since a number in the subject may be a ticket's; then the subject; then the two together.
     */
    private static Found code(MessageParts parts, MessagePart body) {
        Finding finding = body.finder().find();
        if (finding instanceof Finding.Code code && code.hasLetters() && isOffer(parts.subject())) {
            return NONE;
        }
        Found found = found(finding, body.part(), 0);
        if (!(found instanceof Extraction.Nothing) || parts.subject().isBlank()) {
            return found;
        }
        Found ofSubject = found(parts.subject().finder().find(), Part.SUBJECT, 0);
        if (!(ofSubject instanceof Extraction.Nothing)) {
            return ofSubject;
        }
        int bodyStart = parts.subject().source().length() + 1;
        Found ofBoth = found(body.finderUnder(parts.subject()).find(), body.part(), bodyStart);
        return ofBoth instanceof Extraction.Nothing ? found : ofBoth;
    }

    /** "25 % off everything": a code with letters below it is that of a discount, whatever its own sentence says. */
    private static boolean isOffer(MessagePart subject) {
        Passage words = subject.seen();
        int end = Math.min(words.text().length(), LONGEST_SUBJECT);
        return (words.text().part(0, end).indexOf('%') >= 0 || words.says(Section.OTHER_PURPOSE, 0, end))
                && !words.says(Section.LOGIN, 0, end);
    }

    /** Weighs the numbers of a message whose words decide nothing. */
    private Found weighed(MessageParts parts, MessagePart body, boolean expected) {
        int bodyStart = parts.subject().isBlank() ? 0 : parts.subject().source().length() + 1;
        Finding finding = body.finderUnder(parts.subject()).weigh(weights, expected);
        return found(finding, body.part(), bodyStart);
    }

    /**
     * Turns a finding into the answer. Its span counts from the start of the part. The subject lies before
     * {@code bodyStart}.
     */
    private static Found found(Finding finding, Part part, int bodyStart) {
        return switch (finding) {
            case Finding.Code code -> new Extraction.Code(code.value(), evidence(code, part, bodyStart));
            case Finding.Nothing _ -> NONE;
            case Finding.Ambiguous _ -> AMBIGUOUS;
        };
    }

    private static TextEvidence evidence(Finding.Code code, Part part, int bodyStart) {
        boolean inSubject = code.end() < bodyStart;
        int before = inSubject ? 0 : bodyStart;
        return new TextEvidence(
                code.rule(),
                code.confidence(),
                inSubject ? Part.SUBJECT : part,
                code.start() - before,
                code.end() - before,
                code.runnerUp());
    }

    private static Found together(Found code, Extraction.@Nullable Link link) {
        if (link == null) {
            return code;
        }
        return code instanceof Extraction.Code found ? new Extraction.Both(found, link) : link;
    }

    private static Found only(Found found, Wanted wanted) {
        boolean other = (!wanted.links() && found instanceof Extraction.Link)
                || (!wanted.codes() && found instanceof Extraction.Code);
        return other ? NONE : found;
    }
}
