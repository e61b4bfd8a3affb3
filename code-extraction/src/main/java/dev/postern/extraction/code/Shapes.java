package dev.postern.extraction.code;

import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.List;

/** Tells from their lengths alone what digit runs that are written together form. */
final class Shapes {
    private static final int SHORTEST = 4;
    private static final int LONGEST_IMPRINT = 200;
    /** The digits of a postal code of the United States. */
    private static final int ZIP = 5;

    private static final int LONGEST = 8;

    /** Digits without anything between. */
    record DigitRun(int start, int end) {
        int length() {
            return end - start;
        }
    }

    private Shapes() {}

    /** 123 456, 1234 5678, 1 2 3 4 5 6. */
    static boolean groups(List<DigitRun> runs) {
        if (runs.size() == 2) {
            return pair(runs, 0);
        }
        if (twos(runs)) {
            return true;
        }
        return runs.size() >= SHORTEST
                && runs.size() <= LONGEST
                && runs.stream().allMatch(run -> run.length() == 1);
    }

    /** 12 34 56, 12-34-56-78: a code only when the text calls it one, since dates are written like that. */
    static boolean twos(List<DigitRun> runs) {
        return (runs.size() == 3 || runs.size() == 4) && runs.stream().allMatch(run -> run.length() == 2);
    }

    /** 1234-56, 55 1204, 12 345, and what {@link #threes} tells. */
    static boolean uneven(List<DigitRun> runs) {
        if (runs.size() != 2) {
            return threes(runs) || sevens(runs);
        }
        int first = runs.get(0).length();
        int second = runs.get(1).length();
        return Math.abs(first - second) <= 2 && Math.min(first, second) == 2 && first + second > SHORTEST;
    }

    /** 318-907-44, 31 890 744: eight digits in threes, with two left. */
    static boolean threes(List<DigitRun> runs) {
        return runs.size() == 3
                && runs.get(1).length() == 3
                && runs.get(0).length() + runs.get(2).length() == 5
                && Math.abs(runs.get(0).length() - runs.get(2).length()) == 1;
    }

    /** 604 77 18, 60 44 718: seven digits as many countries write those of a telephone, and some senders those of a code. */
    static boolean sevens(List<DigitRun> runs) {
        int three = runs.getFirst().length() == 3 ? 0 : runs.size() - 1;
        return runs.size() == 3
                && runs.get(three).length() == 3
                && runs.get(1).length() == 2
                && runs.get(2 - three).length() == 2;
    }

    /** Ten digits of North America: neither the area nor the exchange begins with 0 or 1 (NANP). */
    static boolean american(CharSequence digits) {
        return digits.length() == 10 && digits.charAt(0) > '1' && digits.charAt(3) > '1';
    }

    /** A Korean service number: 1588-1234. */
    static boolean service(RenderedText text, List<DigitRun> runs) {
        int start = runs.get(0).start();
        char second = text.at(start + 1);
        return runs.size() == 2
                && runs.get(0).length() == 4
                && runs.get(1).length() == 4
                && text.at(start) == '1'
                && (second == '5' || second == '6' || second == '8');
    }

    /** 123456, 0000: people write such a number as an example. */
    static boolean sample(CharSequence digits) {
        boolean rising = digits.charAt(0) == '1';
        boolean alike = true;
        for (int i = 1; i < digits.length(); i++) {
            rising &= digits.charAt(i) == digits.charAt(i - 1) + 1;
            alike &= digits.charAt(i) == digits.charAt(0);
        }
        return rising || alike;
    }

    /**
     * Whether a number stands in the line of the sender's address, so that it is of a house or a postal code: behind the sign of copyright, or
     * where the line ends as in the United States, "12 Main St, Boise ID 83702", or behind a comma and a state, "Menlo Park, CA 94025".
     */
    static boolean isInImprint(RenderedText text, int start) {
        if (text.has(", ", start - 5) && isState(text, start - 3) && isZip(text, start)) {
            return true;
        }
        int from = start;
        while (from > 0 && start - from <= LONGEST_IMPRINT && text.at(from - 1) != '\n') {
            from--;
            if (text.at(from) == '©') {
                return true;
            }
        }
        int to = start;
        while (to < text.length() && to - start <= LONGEST_IMPRINT && text.at(to) != '\n') {
            to++;
        }
        int state = to - ZIP - 3;
        return state > from
                && text.part(from, state).indexOf(',') > 0
                && text.part(from, state).chars().anyMatch(c -> c >= '0' && c <= '9')
                && text.at(state - 1) == ' '
                && isState(text, state)
                && isZip(text, to - ZIP);
    }

    /** "CA " */
    private static boolean isState(RenderedText text, int start) {
        return text.capital(start) && text.capital(start + 1) && text.at(start + 2) == ' ';
    }

    private static boolean isZip(RenderedText text, int start) {
        int end = start;
        while (Characters.digit(text.at(end)) && end - start <= ZIP) {
            end++;
        }
        return end - start == ZIP;
    }

    static boolean pair(List<DigitRun> runs, int i) {
        return i + 1 < runs.size()
                && runs.get(i).length() == runs.get(i + 1).length()
                && (runs.get(i).length() == 3 || runs.get(i).length() == 4);
    }

    static boolean phone(RenderedText text, List<DigitRun> runs) {
        int digits = runs.stream().mapToInt(DigitRun::length).sum();
        boolean small = runs.stream().allMatch(run -> run.length() <= 5);
        boolean subscriber =
                runs.size() == 2 && runs.get(0).length() == 3 && runs.get(1).length() == 4;
        boolean trunk = runs.size() == 2
                && text.at(runs.get(0).start()) == '0'
                && runs.get(0).length() <= 5
                && digits >= 9;
        boolean area = runs.size() == 2
                && (runs.get(0).length() == 2 || runs.get(0).length() == 3)
                && (runs.get(1).length() == 7 || runs.get(1).length() == 8);
        return subscriber || trunk || area || (small && runs.size() >= 3 && digits >= 9);
    }
}
