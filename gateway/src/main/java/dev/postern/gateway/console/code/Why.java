package dev.postern.gateway.console.code;

import java.util.Map;

/** Tells people how a code was found; the rules by their names in the evidence, as docs/rules.md, "Extraction" has them. */
final class Why {
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("short-content", "What was pushed is the code itself."),
            Map.entry("only-link", "What was pushed is one link and nothing else."),
            Map.entry("webotp", "The last line names a site and its code."),
            Map.entry("keyword-bound", "It stands right beside a word for a code."),
            Map.entry("keyword-named", "A word for a code names it in the same sentence."),
            Map.entry("keyword-near", "It is the only number near a word for a code."),
            Map.entry("keyword-lettered", "A word for a code names these letters and digits."),
            Map.entry("number-to-type", "It is the only number, and the text says to type it."),
            Map.entry("number-in-brackets", "It is the only number, in brackets, in a text about signing in."),
            Map.entry("number-alone", "It is the only number, on a line of its own."),
            Map.entry("only-number", "There is nothing in the text but this number."),
            Map.entry("vendor-prefix", "It is written in a form that only codes have."),
            Map.entry("weighed-number", "Of the numbers in the text it is surely enough the code."),
            Map.entry("expected-number", "It is the most likely number, and a login waits for one."),
            Map.entry("sign-in-link", "It is the one link that signs its reader in."),
            Map.entry("code-in-link", "It stands in the text and in the link."),
            Map.entry("picked-by-person", "Somebody picked it."));

    private Why() {}

    static String of(String rule) {
        return SENTENCES.getOrDefault(rule, rule.isEmpty() ? "" : "Found by the rule " + rule + ".");
    }
}
