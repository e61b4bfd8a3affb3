package dev.postern.resolver.site;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of a host's name that tells whose site it is: {@code bank.example} of {@code www.login.bank.example}. Without the
 * public suffix list it is a guess, good enough to prefer one code to another: nothing is refused by it.
 *
 * @param text in lower case
 */
record SiteDomain(String text) {
    /** Labels under which a country's registry registers names, as in {@code co.uk} and {@code com.br}. */
    private static final Set<String> REGISTRIES =
            Set.of("co", "com", "net", "org", "gov", "gob", "gouv", "ac", "edu", "or", "ne", "go", "gen", "ltd", "plc");

    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[.*");

    static SiteDomain of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        List<String> labels = List.of(name.split("\\.", -1));
        if (NUMBERS.matcher(name).matches() || labels.size() < 3) {
            return new SiteDomain(name);
        }
        boolean ofRegistry = labels.getLast().length() == 2 && REGISTRIES.contains(labels.get(labels.size() - 2));
        List<String> own = labels.subList(labels.size() - (ofRegistry ? 3 : 2), labels.size());
        return new SiteDomain(String.join(".", own));
    }

    /** The first label, which is often the service's name and the name under which it sends texts. */
    String name() {
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }
}
