package dev.postern.benchmarks.latency;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Invents text messages of 60 to 160 characters, all different. A seed always gives the same messages. */
public final class TextMessages {
    private static final int SHORTEST = 60;
    private static final int LONGEST = 160;
    private static final List<String> BEGINNINGS = List.of(
            "Your %s verification code is %s.",
            "%s: %s is your security code.",
            "Use %2$s as your %1$s login code.",
            "Your one-time code for %s is %s.",
            "%s sign-in code: %s.");
    private static final List<String> NAMES =
            List.of("Northwind", "Contoso Bank", "Fabrikam", "Acme Travel", "Blue Heron", "Lindgren and Sons");
    private static final List<String> WORDS = List.of(
            "please",
            "never",
            "share",
            "it",
            "with",
            "anyone",
            "we",
            "will",
            "not",
            "ask",
            "for",
            "this",
            "by",
            "phone",
            "thank",
            "you",
            "ignore",
            "the",
            "message",
            "if",
            "somebody",
            "else",
            "wrote",
            "to",
            "us",
            "today");

    private final Random random;
    private final Set<String> told = new HashSet<>();
    private int count;

    /** Messages of a seed. */
    public TextMessages(long seed) {
        this.random = new Random(seed);
    }

    /** Another message. */
    public TextMessage next() {
        while (true) {
            String code = String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, pick(BEGINNINGS), pick(NAMES), code));
            int length = random.nextInt(SHORTEST, LONGEST + 1);
            while (text.length() < length) {
                text.append(' ').append(pick(WORDS));
            }
            // Cut to length, so that the lengths are spread evenly.
            text.setLength(length);
            if (told.add(text.toString())) {
                return new TextMessage("m" + ++count, code, text.toString());
            }
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
