package dev.postern.local;

import dev.postern.local.verb.VerbFailed;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of Postern's topics as a person writes them: {@code postern.codes.received.v1} is {@code codes.received}. */
final class TopicNames {
    private static final String PREFIX = "postern.";
    private static final Pattern VERSION = Pattern.compile("\\.v\\d+(?=$|\\.)");

    private final SortedSet<String> topics;

    private TopicNames(SortedSet<String> topics) {
        this.topics = topics;
    }

    /** @param existing whole names; those of others than Postern are left out */
    static TopicNames of(Set<String> existing) {
        return new TopicNames(existing.stream()
                .filter(topic -> topic.startsWith(PREFIX))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * The whole names of the topics a person named: by the whole name, by the short name, or by the short name's first
     * words, which may mean several. No name means all topics.
     *
     * @throws VerbFailed with the topics there are, when a name fits no topic
     */
    SortedSet<String> chosen(List<String> names) {
        if (names.isEmpty()) {
            return topics;
        }
        SortedSet<String> chosen = new TreeSet<>();
        for (String name : names) {
            chosen.addAll(meant(name));
        }
        return chosen;
    }

    private Set<String> meant(String name) {
        String wanted = shortened(name);
        Set<String> exact = topics.stream()
                .filter(topic -> topic.equals(name) || shortened(topic).equals(wanted))
                .collect(Collectors.toSet());
        if (!exact.isEmpty()) {
            return exact;
        }
        Set<String> below = topics.stream()
                .filter(topic -> shortened(topic).startsWith(wanted + "."))
                .collect(Collectors.toSet());
        if (below.isEmpty()) {
            throw new VerbFailed("there is no topic " + name + ". Topics: "
                    + topics.stream().map(TopicNames::shortened).collect(Collectors.joining(", ")) + ".");
        }
        return below;
    }

    private static String shortened(String topic) {
        String rest = topic.startsWith(PREFIX) ? topic.substring(PREFIX.length()) : topic;
        return VERSION.matcher(rest).replaceAll("");
    }
}
