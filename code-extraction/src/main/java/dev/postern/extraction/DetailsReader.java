package dev.postern.extraction;

import static dev.postern.extraction.language.Section.DAYS;
import static dev.postern.extraction.language.Section.HEADLINE;
import static dev.postern.extraction.language.Section.HOURS;
import static dev.postern.extraction.language.Section.LOGIN_KIND;
import static dev.postern.extraction.language.Section.MINUTES;
import static dev.postern.extraction.language.Section.PAIRING_KIND;
import static dev.postern.extraction.language.Section.RECOVERY_KIND;
import static dev.postern.extraction.language.Section.SECONDS;
import static dev.postern.extraction.language.Section.TRANSACTION_KIND;
import static dev.postern.extraction.language.Section.VALID;

import dev.postern.extraction.Details.Kind;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a message says besides its code. Looks at each word once. */
final class DetailsReader {
    private static final int LONGEST_WORD = 24;
    private static final int LONGEST_SERVICE = 24;
    private static final int MOST_DIGITS = 3;
    private static final int LONGEST_VALIDITY_DAYS = 7;

    private static final Map<Kind, Section> PURPOSES = new EnumMap<>(Map.of(
            Kind.TRANSACTION, TRANSACTION_KIND,
            Kind.PAIRING, PAIRING_KIND,
            Kind.RECOVERY, RECOVERY_KIND,
            Kind.LOGIN, LOGIN_KIND));

    private final RenderedText text;
    private final Sentences sentences;
    private final Vocabulary vocabulary;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    private @Nullable Duration validFor;
    private @Nullable LocalTime validUntil;

    private DetailsReader(Passage passage) {
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.vocabulary = passage.vocabulary();
    }

    /** What a passage says. */
    static Details read(Passage passage) {
        return new DetailsReader(passage).read();
    }

    private Details read() {
        for (int sentence = 0; sentence < sentences.count(); sentence++) {
            readSentence(sentences.start(sentence), sentences.end(sentence));
        }
        return new Details(validFor, validUntil, boundDomain(), service(), kind());
    }

    /** Tests the rarest kind first, since a message about a payment speaks of confirming too. */
    private Kind kind() {
        for (Kind kind : new Kind[] {Kind.PAIRING, Kind.TRANSACTION, Kind.RECOVERY, Kind.LOGIN}) {
            if (kinds.contains(kind)) {
                return kind;
            }
        }
        return Kind.UNKNOWN;
    }

    private void readSentence(int start, int end) {
        boolean limited = false;
        Duration span = null;
        LocalTime time = null;
        int number = -1;
        int i = start;
        while (i < end) {
            char c = text.at(i);
            if (Characters.digit(c)) {
                int stop = i;
                while (Characters.digit(text.at(stop))) {
                    stop++;
                }
                number = stop - i <= MOST_DIGITS ? Integer.parseInt(text.part(i, stop)) : -1;
                time = time == null ? timeAt(i, stop) : time;
                i = stop;
            } else if (Characters.word(c)) {
                int stop = i;
                while (stop < end && Characters.word(text.at(stop))) {
                    stop++;
                }
                String word = stop - i > LONGEST_WORD ? "" : text.part(i, stop);
                Set<Section> its = vocabulary.sectionsOf(word);
                if (its != null) {
                    limited |= its.contains(VALID);
                    span = span == null && number > 0 ? span(number, its) : span;
                    note(its);
                }
                number = -1;
                i = stop;
            } else {
                limited |= vocabulary.at(VALID, text, i) > 0;
                boolean minutes = vocabulary.at(MINUTES, text, i) > 0;
                span = span == null && number > 0 && minutes ? Duration.ofMinutes(number) : span;
                i++;
            }
        }
        if (limited && span != null && validFor == null && span.toDays() <= LONGEST_VALIDITY_DAYS) {
            validFor = span;
        }
        if (limited && time != null && validUntil == null) {
            validUntil = time;
        }
    }

    private void note(Set<Section> its) {
        PURPOSES.forEach((kind, section) -> {
            if (its.contains(section)) {
                kinds.add(kind);
            }
        });
    }

    private static @Nullable Duration span(int number, Set<Section> unit) {
        if (unit.contains(MINUTES)) {
            return Duration.ofMinutes(number);
        }
        if (unit.contains(SECONDS)) {
            return Duration.ofSeconds(number);
        }
        if (unit.contains(HOURS)) {
            return Duration.ofHours(number);
        }
        return unit.contains(DAYS) ? Duration.ofDays(number) : null;
    }

    /** 14:35. */
    private @Nullable LocalTime timeAt(int start, int end) {
        boolean written = end - start <= 2
                && text.at(end) == ':'
                && Characters.digit(text.at(end + 1))
                && Characters.digit(text.at(end + 2))
                && !Characters.digit(text.at(end + 3));
        if (!written) {
            return null;
        }
        int hour = Integer.parseInt(text.part(start, end));
        int minute = Integer.parseInt(text.part(end + 1, end + 3));
        return hour < 24 && minute < 60 ? LocalTime.of(hour, minute) : null;
    }

    /** {@code @example.com #123456} on the last line. */
    private @Nullable String boundDomain() {
        int last = sentences.count() - 1;
        for (int sentence = last; sentence >= Math.max(0, last - 1); sentence--) {
            int start = sentences.start(sentence);
            int end = sentences.end(sentence);
            int hash = start;
            while (hash < end && text.at(hash) != '#') {
                hash++;
            }
            if (hash < end && text.at(start) == '@' && text.at(hash - 1) == ' ') {
                String host = text.part(start + 1, hash - 1);
                return host.matches("[a-z0-9.:-]{4,253}") ? host : null;
            }
        }
        return null;
    }

    /** "[Acme] …", "【Acme】…" or "Acme: …". */
    private @Nullable String service() {
        if (sentences.count() == 0) {
            return null;
        }
        int start = sentences.start(0);
        char open = text.at(start);
        boolean bracketed = open == '[' || open == '【';
        int from = bracketed ? start + 1 : start;
        int i = from;
        while (i - from <= LONGEST_SERVICE && nameGoesOn(text.at(i), bracketed)) {
            i++;
        }
        boolean closed =
                bracketed ? text.at(i) == ']' || text.at(i) == '】' : text.at(i) == ':' && text.at(i + 1) == ' ';
        if (!closed || i == from || i - from > LONGEST_SERVICE || !Character.isLetter(text.at(from))) {
            return null;
        }
        String name = text.original(from, i).strip();
        return (bracketed || text.capital(from)) && !announces(name) ? name : null;
    }

    private static boolean nameGoesOn(char c, boolean bracketed) {
        return Character.isLetterOrDigit(c) || ".&'-".indexOf(c) >= 0 || (bracketed && c == ' ');
    }

    private boolean announces(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return vocabulary.isKeyword(lower) || vocabulary.has(HEADLINE, lower);
    }
}
