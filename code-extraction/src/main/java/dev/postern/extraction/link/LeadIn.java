package dev.postern.extraction.link;

import static dev.postern.extraction.language.Section.DONE;
import static dev.postern.extraction.language.Section.LINK_ACCOUNT;
import static dev.postern.extraction.language.Section.LINK_BESIDE;
import static dev.postern.extraction.language.Section.LINK_CLICK;
import static dev.postern.extraction.language.Section.LINK_ELSE;
import static dev.postern.extraction.language.Section.LINK_FOOTER;
import static dev.postern.extraction.language.Section.LINK_INVITES;
import static dev.postern.extraction.language.Section.LINK_NEWS;
import static dev.postern.extraction.language.Section.LINK_NOT_ME;
import static dev.postern.extraction.language.Section.LINK_SIGNS_IN;
import static dev.postern.extraction.language.Section.LINK_UNASKED;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.RECOVERY_KIND;

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
    private static final int UNKNOWN = -1;
    private static final String QUESTION_MARKS = "?？؟;";

    /** What leads to an address; above it, or in its own sentence. */
    private record Stretch(int from, int to, boolean above) {
        boolean isEmpty() {
            return from >= to;
        }
    }

    private final Passage passage;
    private final RenderedText text;
    private final Vocabulary vocabulary;
    private final List<Address> addresses;
    private @Nullable Set<String> secrets;
    private int firstBehindNews = UNKNOWN;

    LeadIn(Passage passage, List<Address> addresses) {
        this.passage = passage;
        this.text = passage.text();
        this.vocabulary = passage.vocabulary();
        this.addresses = addresses;
    }

    /** The words of a link, or those right in front of it, if they call for signing in; else empty. */
    String call(int index) {
        if (isForOthers(index)) {
            return "";
        }
        Address address = addresses.get(index);
        boolean labelled = address.label() && address.end() - address.start() <= LONGEST_LABEL;
        if (labelled && callsIn(address.start(), address.end())) {
            return text.part(address.start(), address.end());
        }
        String pictured = address.pictured().toLowerCase(Locale.ROOT);
        if (!pictured.isBlank() && vocabulary.isIn(LINK_BESIDE, pictured) && !vocabulary.isIn(LINK_ELSE, pictured)) {
            return pictured;
        }
        return isOnlySecret(index) && !isForElse(index) ? leadingIn(index) : "";
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
            for (int i = 0; i < addresses.size(); i++) {
                if (addresses.get(i).secret().compareTo(Secret.CREDENTIAL) >= 0 && !isForElse(i) && !isPicture(i)) {
                    known.add(addresses.get(i).url());
                }
            }
            secrets = known;
        }
        String url = addresses.get(index).url();
        return known.isEmpty() || (known.size() == 1 && known.contains(url));
    }

    /** A logo or the sign of a network, which senders count clicks on too. */
    private boolean isPicture(int index) {
        Address address = addresses.get(index);
        return address.label()
                && text.part(address.start(), Math.min(address.end(), address.start() + LONGEST_LABEL))
                        .isBlank()
                && !vocabulary.isIn(LINK_BESIDE, address.pictured().toLowerCase(Locale.ROOT));
    }

    /** "Choose a new password" on a button. */
    boolean isButtonOfAccount(int index) {
        Address address = addresses.get(index);
        return address.label()
                && address.end() - address.start() <= LONGEST_LABEL
                && (says(text, address.start(), address.end(), LINK_ACCOUNT)
                        || passage.says(RECOVERY_KIND, address.start(), address.end()));
    }

    /**
     * Whether it is not for the one who asked: "This wasn't me" on a button, "Not you? Lock the account", "If this wasn't you, click here"; or
     * whether it orders news.
     */
    boolean isForOthers(int index) {
        Address address = addresses.get(index);
        boolean labelled = address.label() && address.end() - address.start() <= LONGEST_LABEL;
        boolean signsIn = labelled && says(text, address.start(), address.end(), LINK_SIGNS_IN);
        if (labelled && !signsIn && isElse(address.start(), address.end())) {
            return true;
        }
        return isBehindDenial(index) || index >= firstBehindNews();
    }

    /** The first address with words in front of it that order news. Far from the beginning of a text all addresses have the same in front. */
    private int firstBehindNews() {
        if (firstBehindNews == UNKNOWN) {
            int index = 0;
            while (index < addresses.size()
                    && !says(text, 0, addresses.get(index).start(), LINK_NEWS)) {
                index = addresses.get(index).start() < LONGEST_BODY ? index + 1 : addresses.size();
            }
            firstBehindNews = index;
        }
        return firstBehindNews;
    }

    private boolean isElse(int from, int to) {
        return says(text, from, to, LINK_ELSE)
                || says(text, from, to, LINK_NOT_ME)
                || says(text, from, to, LINK_UNASKED);
    }

    /** Whether the words of its sentence in front of it, or the sentence above it, are for those who did not ask. */
    private boolean isBehindDenial(int index) {
        Stretch lead = leading(index);
        if (lead.isEmpty() || lead.to() - lead.from() > LONGEST_SENTENCE) {
            return false;
        }
        boolean question = QUESTION_MARKS.indexOf(text.at(lead.to() - 1)) >= 0;
        // "If this wasn't you, ignore it" stands above a link that is for the reader.
        boolean unasked = lead.above() && !question && says(text, lead.from(), lead.to(), LINK_UNASKED);
        return !unasked && says(text, lead.from(), lead.to(), LINK_NOT_ME);
    }

    /** Whether its label, or the line that leads to it, says that it does something else: "Unsubscribe", "This wasn't me". */
    boolean isForElse(int index) {
        Address address = addresses.get(index);
        if (!AddressWords.isPlainOrCounted(address.url())) {
            return true;
        }
        if (isElseBehind(address.end()) || isForOthers(index)) {
            return true;
        }
        if (address.label()) {
            return says(text, address.start(), address.end(), LINK_ELSE)
                    || says(text, address.start(), address.end(), LINK_FOOTER)
                    || (address.end() - address.start() <= LONGEST_LABEL
                            && says(text, address.start(), address.end(), LINK_UNASKED));
        }
        Stretch lead = leading(index);
        return !lead.isEmpty()
                && lead.to() - lead.from() <= LONGEST_SENTENCE
                && says(text, lead.from(), lead.to(), LINK_ELSE);
    }

    /** "Click here to be removed": the sentence goes on behind the link. */
    private boolean isElseBehind(int end) {
        int sentence = passage.sentences().at(end);
        return sentence >= 0
                && says(text, end, Math.min(passage.sentences().end(sentence), end + LONGEST_LABEL), LINK_ELSE);
    }

    /** Whether the words that lead to an address say to open it: "click the link below". */
    boolean isToBeOpened(int index) {
        if (isButtonOfAccount(index)) {
            return true;
        }
        Stretch lead = leading(index);
        int to = Math.max(
                lead.to(), addresses.get(index).label() ? addresses.get(index).end() : 0);
        return !lead.isEmpty()
                && to - lead.from() <= LONGEST_SENTENCE
                && says(text, lead.from(), to, LINK_CLICK)
                && !says(text, lead.from(), to, LINK_ELSE)
                && !passage.says(OTHER_PURPOSE, lead.from(), to);
    }

    private String leadingIn(int index) {
        Stretch lead = leading(index);
        if (lead.isEmpty() || lead.to() - lead.from() > LONGEST_SENTENCE || !callsIn(lead.from(), lead.to())) {
            return "";
        }
        String words = text.part(lead.from(), lead.to());
        // The line above a button is about it when it says no more than to log in.
        boolean asks = vocabulary.isIn(LINK_SIGNS_IN, words) && !passage.says(DONE, lead.from(), lead.to());
        return !lead.above() || !addresses.get(index).label() || asks ? words : "";
    }

    /** The sentence that an address stands in, or the line above it when it stands alone; empty when there is neither. */
    private Stretch leading(int index) {
        int floor = index == 0 ? 0 : addresses.get(index - 1).end();
        int start = addresses.get(index).start();
        while (start > floor && text.at(start - 1) == ' ') {
            start--;
        }
        int sentence = passage.sentences().at(Math.max(0, start - 1));
        if (start > floor && text.at(start - 1) != '\n' && sentence >= 0) {
            return new Stretch(Math.max(floor, passage.sentences().start(sentence)), start, false);
        }
        int end = start;
        while (end > floor && (text.at(end - 1) == '\n' || text.at(end - 1) == ' ')) {
            end--;
        }
        int above = passage.sentences().at(Math.max(0, end - 1));
        above = above < 0 ? passage.sentences().at(Math.max(0, end - 2)) : above;
        return above < 0 || end <= floor
                ? new Stretch(start, start, true)
                : new Stretch(Math.max(floor, passage.sentences().start(above)), end, true);
    }

    private boolean says(RenderedText where, int from, int to, Section section) {
        return vocabulary.isIn(section, where.part(from, Math.max(from, Math.min(to, from + LONGEST_BODY))));
    }
}
