package dev.postern.extraction;

import dev.postern.extraction.Evidence.Part;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one-time code and the link in a message. Deterministic and offline; time and memory grow linearly with the
 * message, whatever it is. It abstains rather than guesses. Safe for use by many threads; never throws.
 */
public final class CodeExtractor {
    private static final Extraction NONE = new Extraction.Nothing(Reason.NO_CANDIDATE);
    private static final Extraction AMBIGUOUS = new Extraction.Nothing(Reason.AMBIGUOUS);

    /** What is looked for. */
    public enum Wanted {
        CODE,
        LINK,
        EITHER
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
        boolean reply = Reply.is(message.subject());
        if (text != null) {
            found = ofText(message.subject(), reply ? Reply.ownText(text) : text, message.pushed(), wanted);
        }
        if (html != null && !holdsCode(found)) {
            found = better(found, ofHtml(message.subject(), html, reply, wanted));
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

    private static Extraction ofText(String subject, String text, boolean pushed, Wanted wanted) {
        Extraction whole = pushed ? WholeMessage.read(text) : WholeMessage.boundCode(text);
        if (whole != null) {
            return only(whole, wanted);
        }
        Extraction code = wanted == Wanted.LINK
                ? NONE
                : code(subject, Part.TEXT, () -> RenderedText.of(text), () -> RenderedText.of(subject + '\n' + text));
        return together(code, wanted == Wanted.CODE ? null : SignInLinks.find(text, Part.TEXT));
    }

    private static Extraction ofHtml(String subject, String html, boolean reply, Wanted wanted) {
        Extraction code = wanted == Wanted.LINK
                ? NONE
                : code(
                        subject,
                        Part.HTML,
                        () -> RenderedText.ofHtml("", html, reply),
                        () -> RenderedText.ofHtml(subject, html, reply));
        return together(code, wanted == Wanted.CODE ? null : SignInLinks.find(html, Part.HTML));
    }

    /** The body first, since a number of the subject may be a ticket's; then the subject; then each in the other's light. */
    private static Extraction code(
            String subject, Part body, Supplier<RenderedText> alone, Supplier<RenderedText> underItsSubject) {
        RenderedText text = alone.get();
        Extraction found = shifted(decide(text), body == Part.HTML ? 0 : -1, body);
        if (found instanceof Extraction.Nothing && !subject.isBlank()) {
            Extraction ofSubject = shifted(decide(RenderedText.of(subject)), subject.length(), Part.SUBJECT);
            Extraction ofBoth = ofSubject instanceof Extraction.Nothing
                    ? shifted(decide(underItsSubject.get()), subject.length(), body)
                    : ofSubject;
            return ofBoth instanceof Extraction.Nothing ? found : ofBoth;
        }
        return found;
    }

    private static Extraction decide(RenderedText text) {
        Sentences sentences = Sentences.of(text);
        List<Keywords.Keyword> keywords = Keywords.in(text, sentences);
        List<Candidates.Candidate> candidates = Candidates.in(text, sentences);
        Extraction announced = Decision.decide(text, sentences, keywords, candidates);
        if (announced instanceof Extraction.Code || announced.equals(AMBIGUOUS)) {
            return announced;
        }
        Extraction lettered = LetteredCodes.find(text, sentences, keywords);
        return lettered.equals(NONE) ? Unannounced.find(text, sentences, candidates) : lettered;
    }

    /** With its span told in the part it stands in; before the body stood a subject of this length, or none at all (-1). */
    private static Extraction shifted(Extraction found, int subjectLength, Part body) {
        if (found instanceof Extraction.Code(String value, Evidence evidence)) {
            return new Extraction.Code(value, subjectLength < 0 ? evidence : evidence.after(subjectLength, body));
        }
        return found;
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
