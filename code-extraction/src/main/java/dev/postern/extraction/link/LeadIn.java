package dev.postern.extraction.link;

import static dev.postern.extraction.language.Section.LINK_BESIDE;
import static dev.postern.extraction.language.Section.LINK_ELSE;
import static dev.postern.extraction.language.Section.LINK_INVITES;
import static dev.postern.extraction.language.Section.LINK_SIGNS_IN;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.PURPOSE;

import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.RenderedText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that lead a reader to a link: those on a button, or the sentence in front of an address. */
final class LeadIn {
    private static final int LONGEST_LABEL = 60;
    private static final int LONGEST_SENTENCE = 240;
    private static final int LONGEST_BODY = 1500;

    private final Passage passage;
    private final RenderedText text;
    private final Vocabulary vocabulary;
    private final List<Address> addresses;
    private @Nullable Set<String> secrets;

    LeadIn(Passage passage, List<Address> addresses) {
        this.passage = passage;
        this.text = passage.text();
        this.vocabulary = passage.vocabulary();
        this.addresses = addresses;
    }

    /** Whether the words of a link, or those right in front of it, call for signing in. */
    boolean callsIn(int index) {
        Address address = addresses.get(index);
        boolean labelled = address.label() && address.end() - address.start() <= LONGEST_LABEL;
        if (labelled && callsIn(address.start(), address.end())) {
            return true;
        }
        String pictured = address.pictured().toLowerCase(Locale.ROOT);
        if (!pictured.isBlank() && vocabulary.isIn(LINK_BESIDE, pictured) && !vocabulary.isIn(LINK_ELSE, pictured)) {
            return true;
        }
        return isOnlySecret(index) && !says(text, address.start(), address.end(), LINK_ELSE) && leadsIn(index);
    }

    private boolean callsIn(int from, int to) {
        return (passage.says(PURPOSE, from, to)
                        || says(text, from, to, LINK_BESIDE)
                        || says(text, from, to, LINK_SIGNS_IN))
                && !says(text, from, to, LINK_ELSE)
                && !says(text, from, to, LINK_INVITES)
                && !passage.says(OTHER_PURPOSE, from, to);
    }

    /** Whether no other address could be meant: one without a secret is the sender's page. */
    boolean isOnlySecret(int index) {
        Set<String> known = secrets;
        if (known == null) {
            known = new HashSet<>();
            for (Address address : addresses) {
                if (address.secret().compareTo(Secret.CREDENTIAL) >= 0) {
                    known.add(address.url());
                }
            }
            secrets = known;
        }
        String url = addresses.get(index).url();
        return known.isEmpty() || (known.size() == 1 && known.contains(url));
    }

    /**
     * Whether the sentence that an address stands in, or the line above it when it stands alone, calls for signing
     * in.
     */
    private boolean leadsIn(int index) {
        Address address = addresses.get(index);
        int floor = index == 0 ? 0 : addresses.get(index - 1).end();
        int start = address.start();
        while (start > floor && text.at(start - 1) == ' ') {
            start--;
        }
        int sentence = passage.sentences().at(Math.max(0, start - 1));
        if (start > floor && text.at(start - 1) != '\n' && sentence >= 0) {
            int from = Math.max(floor, passage.sentences().start(sentence));
            return start - from <= LONGEST_SENTENCE && callsIn(from, start);
        }
        int end = start;
        while (end > floor && (text.at(end - 1) == '\n' || text.at(end - 1) == ' ')) {
            end--;
        }
        int above = passage.sentences().at(Math.max(0, end - 1));
        above = above < 0 ? passage.sentences().at(Math.max(0, end - 2)) : above;
        if (above < 0 || end <= floor || address.label()) {
            return false;
        }
        int from = Math.max(floor, passage.sentences().start(above));
        return end - from <= LONGEST_SENTENCE && callsIn(from, end);
    }

    private boolean says(RenderedText where, int from, int to, Section section) {
        return vocabulary.isIn(section, where.part(from, Math.min(to, from + LONGEST_BODY)));
    }
}
