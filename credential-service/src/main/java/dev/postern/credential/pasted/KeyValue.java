package dev.postern.credential.pasted;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a parameter, apart from quotes around it and from words behind it, which are there when the address
 * stands in a sentence.
 *
 * @param core the value itself
 * @param rest what follows it
 */
record KeyValue(String core, String rest) {
    private static final String OPENERS = "[\"'`<(\\[{*_]*+";
    // A mark ends a value when no letter or digit follows it: 6.0 is one value.
    private static final String END = "(?=$|[ \"'`<>()\\[\\]{}|*_\\\\]|[.,;:!?]+(?:$|[ \"'`<>()\\[\\]{}|]))";
    private static final Pattern WORD = Pattern.compile(OPENERS + "([a-zA-Z0-9-]++)" + END);
    private static final Pattern GROUPS = Pattern.compile(OPENERS + "([a-zA-Z0-9= -]++)" + END);
    private static final int LONGEST_GROUP = 8;
    private static final int LONG_PIECE = 10;

    /** A number or a name. */
    static KeyValue word(String value, KeyFault fault) {
        return read(WORD, value, fault);
    }

    /**
     * The letters of a secret, without the blanks and hyphens between its groups.
     *
     * @param last whether words may follow
     */
    static KeyValue secret(String value, boolean last) {
        KeyValue read = read(GROUPS, value, KeyFault.LETTERS);
        String[] pieces = read.core().strip().split(" ++", -1);
        if (last && pieces.length > 1 && !isOneSecret(pieces)) {
            throw new Unreadable(KeyFault.WORDS);
        }
        return new KeyValue(String.join("", pieces).replace("-", ""), read.rest());
    }

    /** Short groups of one length, the last one perhaps shorter; all capitals or all small. */
    static boolean areGroups(String[] pieces) {
        int length = pieces[0].length();
        int most = pieces.length - 1;
        return length <= LONGEST_GROUP
                && Arrays.stream(pieces).limit(most).allMatch(piece -> piece.length() == length)
                && pieces[most].length() <= length
                && isOneCase(String.join("", pieces));
    }

    private static boolean isOneSecret(String[] pieces) {
        String last = pieces[pieces.length - 1];
        boolean broken = last.length() >= LONG_PIECE || last.chars().anyMatch(c -> c >= '2' && c <= '7');
        return areGroups(pieces) || (broken && isOneCase(String.join("", pieces)));
    }

    private static boolean isOneCase(String letters) {
        return letters.chars().noneMatch(Character::isLowerCase)
                || letters.chars().noneMatch(Character::isUpperCase);
    }

    private static KeyValue read(Pattern pattern, String value, KeyFault fault) {
        Matcher matcher = pattern.matcher(value);
        if (!matcher.lookingAt()) {
            throw new Unreadable(fault);
        }
        return new KeyValue(matcher.group(1), value.substring(matcher.end(1)));
    }

    @Override
    public String toString() {
        return "***";
    }
}
