package dev.postern.extraction.language;

import java.text.Normalizer;

/** Latin words without their marks, as many text messages write them: "overovaci" for "ověřovací". */
final class PlainLetters {
    private static final int SHORTEST = 4;
    private static final String SPECIAL = "łđøæßıəðþœ";
    private static final String[] PLAIN = {"l", "d", "o", "ae", "ss", "i", "e", "d", "th", "oe"};
    private static final int LATIN_END = 0x250;

    private PlainLetters() {}

    /** The word without marks; the word itself when it has none, is short, or is of another script. */
    static String of(String word) {
        if (word.length() < SHORTEST || !isMarkedLatin(word)) {
            return word;
        }
        StringBuilder plain = new StringBuilder(word.length());
        String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            int special = SPECIAL.indexOf(c);
            if (special >= 0) {
                plain.append(PLAIN[special]);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** German and Nordic words with two letters for one: "bestaetigung". */
    static String spelledOut(String word) {
        return word.length() < SHORTEST
                ? word
                : word.replace("ä", "ae")
                        .replace("ö", "oe")
                        .replace("ü", "ue")
                        .replace("å", "aa")
                        .replace("ø", "oe");
    }

    private static boolean isMarkedLatin(String word) {
        boolean marked = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean latin = c < LATIN_END || (c >= 0x1e00 && c < 0x1f00) || c == 'ə';
            if (!latin) {
                return false;
            }
            marked |= c >= 0x80;
        }
        return marked;
    }
}
