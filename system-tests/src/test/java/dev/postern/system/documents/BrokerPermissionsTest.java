package dev.postern.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.Topic;
import dev.postern.system.Checkout;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations.md gives each service the topics that it writes and reads, as the contract of the topics says. */
class BrokerPermissionsTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| ([a-z]+-[a-z-]*service) \\| (`postern[^|]*) \\| (`postern[^|]*) \\| ([^|]*) \\|$", Pattern.MULTILINE);
    private static final Pattern CHANNEL = Pattern.compile(
            "^    address: (\\S+)$.*?^    x-producers: \\[(.*?)]$.*?^    x-consumers: \\[(.*?)]$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void eachServiceMayWriteWhatItPublishesAndReadWhatItConsumes() throws Exception {
        // Given
        Map<String, Set<String>> writes = new TreeMap<>();
        Map<String, Set<String>> reads = new TreeMap<>();
        Matcher channel = CHANNEL.matcher(text("code-events/src/main/resources/asyncapi.yaml"));
        while (channel.find()) {
            note(writes, channel.group(2), channel.group(1));
            note(reads, channel.group(3), channel.group(1));
        }

        // When
        Map<String, Set<String>> mayWrite = new TreeMap<>();
        Map<String, Set<String>> mayRead = new TreeMap<>();
        Matcher row = ROW.matcher(text("docs/operations.md"));
        while (row.find()) {
            mayWrite.put(row.group(1), names(row.group(2)));
            mayRead.put(row.group(1), names(row.group(3)));
        }

        // Then
        assertThat(mayWrite).isEqualTo(writes);
        assertThat(mayRead).isEqualTo(reads);
        assertThat(mayWrite.values().stream().flatMap(Set::stream).collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet()));
    }

    private static void note(Map<String, Set<String>> byService, String services, String topic) {
        Stream.of(services.split(", *"))
                .filter(service -> !service.isBlank())
                .forEach(service ->
                        byService.computeIfAbsent(service, _ -> new TreeSet<>()).add(topic));
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String file) throws Exception {
        return Files.readString(Checkout.folder().resolve(file));
    }
}
