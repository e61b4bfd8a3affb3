package dev.postern.extraction;

/**
 * Finds the one-time code or the link in a message. Deterministic and offline; time and memory grow linearly with the
 * text, whatever it is. It abstains rather than guesses. Safe for use by many threads; never throws.
 */
public final class CodeExtractor {

    /** What the message holds, with the evidence for it. */
    public Extraction extract(Message message) {
        Extraction whole = WholeMessage.read(message.text());
        if (whole != null) {
            return whole;
        }
        RenderedText text = RenderedText.of(message.text());
        Sentences sentences = Sentences.of(text);
        Extraction decided =
                Decision.decide(text, sentences, Keywords.in(text, sentences), Candidates.in(text, sentences));
        Extraction link = decided instanceof Extraction.Nothing ? SignInLinks.find(message.text()) : null;
        return link == null ? decided : link;
    }
}
