package dev.postern.extraction;

import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.text.Characters;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Combines what the text and the HTML of one mail say. The text is read first, and programs that make it of the HTML
 * lose blanks and break addresses: what is whole in the HTML counts more than what is glued or broken in the text.
 */
final class BothForms {
    private BothForms() {}

    /** What the text says, or the HTML where the text says less. */
    static Found better(Found text, Found html) {
        if (text instanceof Extraction.Nothing) {
            return html instanceof Extraction.Nothing ? text : html;
        }
        if (text instanceof Extraction.Link link && html instanceof Extraction.Code code) {
            return new Extraction.Both(code, link);
        }
        if (html instanceof Extraction.Both both) {
            return both;
        }
        return text instanceof Extraction.Link && isPart(text.link(), html.link()) ? html : text;
    }

    /**
     * What the text says, unless its code has letters that the HTML parts from it.
     *
     * @param html what the HTML says, which is read only where that is in doubt
     */
    static Found whole(Found text, MessagePart part, Supplier<Found> html) {
        Extraction.Code code = text.code();
        if (code == null || !isDoubtful(code, part)) {
            return text;
        }
        Found whole = html.get();
        Extraction.Code shown = whole.code();
        boolean parted = shown != null
                && shown.value().length() < code.value().length()
                && code.value().contains(shown.value());
        return parted ? whole : text;
    }

    /** A letter in the code, or right beside it, may be that of another word. */
    private static boolean isDoubtful(Extraction.Code code, MessagePart part) {
        if (code.evidence().part() != part.part()) {
            return false;
        }
        boolean mixed = code.value().chars().anyMatch(Character::isLetter)
                && code.value().chars().anyMatch(Character::isDigit);
        return mixed
                || isLetter(part.source(), code.evidence().start() - 1)
                || isLetter(part.source(), code.evidence().end());
    }

    private static boolean isLetter(String text, int index) {
        return index >= 0 && index < text.length() && Characters.word(text.charAt(index));
    }

    private static boolean isPart(Extraction.@Nullable Link half, Extraction.@Nullable Link whole) {
        return half != null && whole != null && whole.url().startsWith(half.url());
    }
}
