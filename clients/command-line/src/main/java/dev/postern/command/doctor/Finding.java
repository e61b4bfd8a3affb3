package dev.postern.command.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param check what was looked at
 * @param verdict how it is
 * @param found what was seen
 * @param advice what to do; null where there is nothing to do
 */
record Finding(
        String check,
        Verdict verdict,
        String found,
        @Nullable String advice) {

    enum Verdict {
        GOOD("ok"),
        WORTH_A_LOOK("look"),
        BAD("bad"),
        NOT_SEEN("not seen");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Finding good(String check, String found) {
        return new Finding(check, Verdict.GOOD, found, null);
    }

    static Finding look(String check, String found, String advice) {
        return new Finding(check, Verdict.WORTH_A_LOOK, found, advice);
    }

    static Finding bad(String check, String found, String advice) {
        return new Finding(check, Verdict.BAD, found, advice);
    }

    static Finding notSeen(String check, String why) {
        return new Finding(check, Verdict.NOT_SEEN, why, null);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("check", check);
        said.put("verdict", verdict.word());
        said.put("found", found);
        said.put("advice", advice);
        return said;
    }
}
