package dev.postern.extraction.code;

import dev.postern.extraction.code.Shapes.DigitRun;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.text.Addresses;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a text whose shape allows a code, in the order of the text. */
final class Candidates {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 10;
    private static final int DATE = 8;
    private static final int MONTHS = 12;
    private static final int DAYS = 31;
    private static final int SHORTEST_USUAL = 4;
    private static final int LONGEST_USUAL = 8;
    private static final int LONGEST_LABEL = 24;
    private static final int FEWEST_LISTED = 3;
    /** The years that messages speak of. */
    private static final String FIRST_YEAR = "1930";

    private static final String LAST_YEAR = "2049";

    /**
     * A number that could be a code.
     *
     * @param value its digits
     * @param alone whether it is all that its sentence holds
     * @param unusual whether few codes have its length or form, so that a keyword must call it a code outright
     */
    record Candidate(String value, int start, int end, int sentence, boolean alone, boolean unusual) {

        Candidate amongOthers() {
            return new Candidate(value, start, end, sentence, false, unusual);
        }

        /** 14-11-26, 26 11 14: in one form few codes have, a day and a month. */
        boolean readsAsDate() {
            if (!unusual || value.length() != DATE - 2) {
                return false;
            }
            int month = Integer.parseInt(value.substring(2, 4));
            int first = Integer.parseInt(value.substring(0, 2));
            int last = Integer.parseInt(value.substring(4));
            return month >= 1 && month <= MONTHS && Math.min(first, last) <= DAYS;
        }

        /** Whether it is a year, a round number or an unusual form, which texts often hold for another reason. */
        boolean common() {
            if (unusual) {
                return true;
            }
            if (value.length() == DATE && value.startsWith("20") && value.charAt(4) < '2' && value.charAt(6) < '4') {
                return true;
            }
            boolean year = value.length() == FIRST_YEAR.length()
                    && value.compareTo(FIRST_YEAR) >= 0
                    && value.compareTo(LAST_YEAR) <= 0;
            return year || value.endsWith("000");
        }
    }

    private final RenderedText text;
    private final Sentences sentences;
    private final Guards guards;
    private final List<Candidate> found = new ArrayList<>();

    private Candidates(Passage passage) {
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.guards = new Guards(passage);
    }

    static List<Candidate> in(Passage passage) {
        Candidates candidates = new Candidates(passage);
        candidates.read();
        candidates.dropLists();
        candidates.breakColumns();
        return candidates.found;
    }

    /** Three numbers of one length below or beside each other are to be kept, as those to recover an account are, and none is to be typed. */
    private void dropLists() {
        List<Candidate> kept = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= found.size(); i++) {
            if (i == found.size() || !isListed(found.get(i - 1), found.get(i))) {
                if (i - from < FEWEST_LISTED) {
                    kept.addAll(found.subList(from, i));
                }
                from = i;
            }
        }
        found.clear();
        found.addAll(kept);
    }

    private static boolean isListed(Candidate above, Candidate below) {
        boolean beside = below.start() - above.end() == 1 && below.sentence() == above.sentence();
        return (beside || (below.alone() && below.sentence() - above.sentence() == 1))
                && below.value().length() == above.value().length()
                && !below.value().equals(above.value());
    }

    /** Numbers on lines below each other are a list, so each of them no longer counts as alone. */
    private void breakColumns() {
        Candidate above = null;
        for (int i = 0; i < found.size(); i++) {
            Candidate candidate = found.get(i);
            boolean column = above != null
                    && above.alone()
                    && candidate.alone()
                    && candidate.sentence() - above.sentence() == 1
                    && !candidate.value().equals(above.value());
            if (column) {
                found.set(i - 1, found.get(i - 1).amongOthers());
                found.set(i, candidate.amongOthers());
            }
            above = candidate;
        }
    }

    private void read() {
        Addresses addresses = new Addresses(text);
        int i = 0;
        while (i < text.length()) {
            int addressEnd = addresses.endOf(i);
            if (addressEnd > i) {
                i = addressEnd;
            } else if (Characters.digit(text.at(i))) {
                i = chain(i);
            } else {
                i++;
            }
        }
    }

    /** Takes digit runs that are joined by one separator each; returns where they end. */
    private int chain(int start) {
        List<DigitRun> runs = new ArrayList<>();
        StringBuilder separators = new StringBuilder();
        int i = start;
        while (true) {
            int end = i;
            while (Characters.digit(text.at(end))) {
                end++;
            }
            runs.add(new DigitRun(i, end));
            int next = end - i == 1 ? pastWideDash(end) : -1;
            next = next < 0 ? nextRun(end) : next;
            if (next < 0) {
                judge(runs, separators.toString());
                return end;
            }
            separators.append(text.at(end));
            i = next;
        }
    }

    /** "7 3 1 - 2 2 0": between single digits a dash with blanks joins. */
    private int pastWideDash(int end) {
        int next = end + 3;
        return text.has(" - ", end) && Characters.digit(text.at(next)) && !Characters.digit(text.at(next + 1))
                ? next
                : -1;
    }

    private int nextRun(int end) {
        char separator = text.at(end);
        if (" -./,:')".indexOf(separator) < 0) {
            return -1;
        }
        if (Characters.digit(text.at(end + 1))) {
            return separator == ',' && isTimeInUnspaced(end + 1) ? -1 : end + 1;
        }
        boolean wide = separator == ')' && (text.at(end + 1) == ' ' || text.at(end + 1) == '-');
        return wide && Characters.digit(text.at(end + 2)) ? end + 2 : -1;
    }

    /** "482913,10分钟": scripts without blanks set none behind a comma. */
    private boolean isTimeInUnspaced(int start) {
        int end = start;
        while (Characters.digit(text.at(end)) && end - start <= 2) {
            end++;
        }
        int unit = text.at(end) == ' ' ? end + 1 : end;
        return Characters.unspaced(text.at(unit)) && guards.isUnit(unit);
    }

    private void judge(List<DigitRun> runs, String separators) {
        boolean spaced = separators.chars().allMatch(c -> c == ' ');
        boolean dashed = separators.chars().allMatch(c -> c == '-');
        if (runs.size() == 1) {
            offer(runs, 0, 1);
        } else if (dashed && Shapes.service(text, runs)) {
            return;
        } else if ((spaced || dashed) && Shapes.groups(runs)) {
            offer(runs, 0, runs.size());
        } else if ((dashed && Shapes.uneven(runs)) || (spaced && (Shapes.threes(runs) || Shapes.sevens(runs)))) {
            offer(runs, 0, runs.size());
        } else if (spaced
                && Shapes.uneven(runs)
                && (endsThere(runs.getLast().end())
                        || guards.isPointer(runs.getLast().end()))) {
            // "code 4829 13.", but neither "4829 10 minutes" nor "4829 29 May".
            offer(runs, 0, runs.size());
        } else if (spaced
                && runs.size() == 2
                && Shapes.uneven(runs)
                && !guards.isTold(runs.getLast().end())) {
            // "TAN 4829 13 geht": nobody knows where it ends.
            return;
        } else if (spaced && !Shapes.phone(text, runs)) {
            int i = 0;
            while (i < runs.size()) {
                int size = Shapes.pair(runs, i) ? 2 : 1;
                // "604 77 18": three digits beside others are a part of something.
                if (runs.get(i).length() > SHORTEST || size > 1) {
                    offer(runs, i, i + size);
                }
                i += size;
            }
        } else if (separators.indexOf(' ') >= 0) {
            tightParts(runs, separators);
        }
        // The rest is a date, a time, an amount, a machine's address or a phone number.
    }

    private boolean endsThere(int end) {
        char next = text.at(text.at(end) == ' ' ? end + 1 : end);
        return !Character.isLetterOrDigit(next) && "%°:/".indexOf(next) < 0;
    }

    /** "482913 10:30": takes each part between blanks by itself, unless the whole is a phone number. */
    private void tightParts(List<DigitRun> runs, String separators) {
        boolean dialled = separators.chars().allMatch(c -> c == ' ' || c == '-' || c == ')');
        if (dialled && Shapes.phone(text, runs)) {
            return;
        }
        int from = 0;
        for (int i = 0; i <= separators.length(); i++) {
            if (i == separators.length() || separators.charAt(i) == ' ') {
                List<DigitRun> part = runs.subList(from, i + 1);
                String within = separators.substring(from, i);
                boolean dashed = within.chars().allMatch(c -> c == '-');
                // Three digits beside others are a part of something.
                boolean whole = part.size() == 1 && part.getFirst().length() > SHORTEST;
                if (whole || (dashed && Shapes.groups(part))) {
                    offer(part, 0, part.size());
                }
                from = i + 1;
            }
        }
    }

    private void offer(List<DigitRun> runs, int from, int to) {
        StringBuilder digits = new StringBuilder();
        for (DigitRun run : runs.subList(from, to)) {
            if (digits.length() > LONGEST) {
                return;
            }
            digits.append(text.part(run.start(), Math.min(run.end(), run.start() + LONGEST + 1)));
        }
        int start = runs.get(from).start();
        int end = runs.get(to - 1).end();
        if (Shapes.american(digits)) {
            return;
        }
        if (digits.length() < SHORTEST || digits.length() > LONGEST || !freestanding(start, end, to - from > 1)) {
            return;
        }
        boolean unusual = digits.length() < SHORTEST_USUAL
                || digits.length() > LONGEST_USUAL
                || Shapes.twos(runs.subList(from, to))
                || Shapes.uneven(runs.subList(from, to));
        int sentence = sentences.at(start);
        if (sentence < 0 || guards.forbid(sentences.start(sentence), start, end, digits)) {
            return;
        }
        found.add(new Candidate(digits.toString(), start, end, sentence, alone(sentence, start, end), unusual));
    }

    private boolean freestanding(int start, int end, boolean joined) {
        char after = text.at(end);
        if (Characters.gluesDigits(after) || (after == '-' && Characters.gluesDigits(text.at(end + 1)))) {
            return false;
        }
        // This is a host's name; a sentence that begins without a blank has a capital.
        if (after == '.' && Characters.asciiLetter(text.at(end + 1)) && !text.capital(end + 1)) {
            return false;
        }
        if (after == ':' && isMachineAddress(end)) {
            return false;
        }
        char before = text.at(start - 1);
        if (before == '-') {
            return !joined && vendorPrefix(start - 1, end - start);
        }
        return !Characters.gluesDigits(before);
    }

    /** IPv6: {@code 2001:db8::1}. */
    private boolean isMachineAddress(int colon) {
        int i = colon + 1;
        while (i <= colon + 4 && "abcdef0123456789".indexOf(text.at(i)) >= 0) {
            i++;
        }
        return text.at(i) == ':';
    }

    /**
     * {@code G-123456}, {@code OTP-123456}, or a dash that is punctuation; {@code ABC-123} is one code with letters.
     */
    private boolean vendorPrefix(int dash, int digits) {
        int i = dash;
        while (dash - i < 4 && Characters.asciiLetter(text.at(i - 1))) {
            i--;
        }
        char before = text.at(i - 1);
        if (dash == i) {
            return before == ' ' || before == '\n' || before == '-' || before == ':' || Characters.unspaced(before);
        }
        // Zulu: "ikhodi ingu-482913"
        boolean keyword =
                text.has("otp", i) || text.has("code", i) || text.has("pin", i) || guards.isCopula(text.part(i, dash));
        return (keyword || (dash - i <= 3 && digits > SHORTEST))
                && !Characters.gluesDigits(before)
                && !Characters.digit(before)
                && before != '-';
    }

    private boolean alone(int sentence, int start, int end) {
        return plain(sentences.start(sentence), start) && plain(end, sentences.end(sentence)) && !labelled(sentence);
    }

    private boolean labelled(int sentence) {
        if (sentence == 0) {
            return false;
        }
        int from = sentences.start(sentence - 1);
        int to = sentences.end(sentence - 1);
        return to - from <= LONGEST_LABEL && guards.labels(from, to);
    }

    private boolean plain(int from, int to) {
        if (to - from > 12) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (Character.isLetterOrDigit(text.at(i))) {
                // A vendor's prefix belongs to the number.
                if (!(i + 1 < to && text.at(to - 1) == '-' && to - i <= 4)) {
                    return false;
                }
            }
        }
        return true;
    }
}
