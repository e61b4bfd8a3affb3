package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code asyncapi.yaml} says what the code does. */
class AsyncApiTest {
    private static final JsonNode DOCUMENT = ContractFiles.asyncApi();
    private static final Map<String, JsonNode> CHANNELS = DOCUMENT.get("channels")
            .valueStream()
            .collect(Collectors.toMap(channel -> channel.get("address").textValue(), Function.identity()));

    static Stream<Class<? extends Event>> eventTypes() {
        return ContractFiles.eventTypes();
    }

    @Test
    void hasAChannelForEachTopicAndNoOther() {
        // Given
        List<String> topics = Stream.of(Topic.values()).map(Topic::topicName).toList();

        // When
        List<String> channels = DOCUMENT.get("channels").findValuesAsText("address");

        // Then
        assertThat(channels).isEqualTo(topics);
    }

    @ParameterizedTest
    @EnumSource
    void givesEachTopicItsSettings(Topic topic) {
        // Given
        JsonNode binding = CHANNELS.get(topic.topicName()).at("/bindings/kafka");

        // When
        JsonNode configuration = binding.get("topicConfiguration");

        // Then
        assertThat(binding.get("topic").textValue()).isEqualTo(topic.topicName());
        assertThat(binding.get("partitions").intValue()).isEqualTo(topic.partitions());
        assertThat(ContractFiles.texts(configuration.get("cleanup.policy")))
                .containsExactly(topic.compacted() ? "compact" : "delete");
        if (topic.retention() == null) {
            assertThat(configuration.has("retention.ms")).isFalse();
        } else {
            assertThat(configuration.get("retention.ms").longValue())
                    .isEqualTo(topic.retention().toMillis());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingUnsaidOfAnyTopic(Topic topic) {
        // Given
        JsonNode channel = CHANNELS.get(topic.topicName());

        // When
        List<String> said = Stream.of(
                        "/description",
                        "/x-key/why",
                        "/x-ordering/promised",
                        "/x-ordering/not-promised",
                        "/x-delivery",
                        "/x-duplicate")
                .map(pointer -> channel.at(pointer).asText())
                .toList();

        // Then
        assertThat(said).noneMatch(String::isBlank);
        assertThat(channel.get("x-producers").isArray()).isTrue();
        assertThat(channel.get("x-consumers").isArray()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void putsEachEventOnItsTopicAndNoOther(Class<? extends Event> type) {
        // Given
        Event event = ContractFiles.read(type, ContractFiles.sample(type));

        // When
        List<String> addresses = CHANNELS.values().stream()
                .filter(channel -> messagesOf(channel).anyMatch(message -> isOf(type, message)))
                .map(channel -> channel.get("address").textValue())
                .toList();

        // Then
        assertThat(addresses).containsExactly(event.topic().topicName());
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void namesTheFieldThatIsTheKey(Class<? extends Event> type) {
        // Given
        JsonNode sample = ContractFiles.sample(type);
        Event event = ContractFiles.read(type, sample);

        // When
        String field =
                CHANNELS.get(event.topic().topicName()).at("/x-key/field").textValue();

        // Then
        assertThat(sample.get(field).textValue()).isEqualTo(event.key());
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void pointsToTheSchemaAndTheSampleOfEachEvent(Class<? extends Event> type) {
        // Given
        JsonNode message = messageOf(type);

        // When
        JsonNode schema = ContractFiles.json(message.at("/payload/schema/$ref").textValue());
        JsonNode sample = ContractFiles.json(message.get("x-sample").textValue());

        // Then
        assertThat(schema).isEqualTo(ContractFiles.schema(type));
        assertThat(schema.get("title").textValue()).isEqualTo(type.getSimpleName());
        assertThat(sample).isEqualTo(ContractFiles.sample(type));
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void namesTheTypeOfEachEvent(Class<? extends Event> type) {
        // Given
        List<String> documented = ContractFiles.texts(messageOf(type).get("x-types"));

        // When
        List<String> types = variants(type).map(Event::type).toList();

        // Then
        assertThat(types).isEqualTo(documented);
        String pattern = headers().at("/properties/ce_type/pattern").textValue();
        assertThat(types).allMatch(name -> name.matches(pattern));
    }

    @Test
    void describesExactlyTheHeadersThatAreSent() {
        // Given
        List<String> sent =
                Stream.of(EventHeaders.values()).map(EventHeaders::headerName).toList();

        // When
        JsonNode headers = headers();

        // Then
        assertThat(headers.get("properties").propertyStream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(sent);
        assertThat(ContractFiles.texts(headers.get("required")))
                .isEqualTo(Stream.of(EventHeaders.values())
                        .filter(EventHeaders::always)
                        .map(EventHeaders::headerName)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void givesEachEventTheseHeaders(Class<? extends Event> type) {
        // Given
        JsonNode message = messageOf(type);

        // When
        String trait = message.at("/traits/0/$ref").textValue();

        // Then
        assertThat(resolve(trait).at("/headers/schema/$ref").textValue()).isEqualTo("./schemas/event-headers.json");
    }

    private static JsonNode headers() {
        return ContractFiles.json("schemas/event-headers.json");
    }

    private static JsonNode messageOf(Class<? extends Event> type) {
        return DOCUMENT.at("/components/messages")
                .valueStream()
                .filter(message -> isOf(type, message))
                .collect(Collectors.collectingAndThen(Collectors.toList(), List::getFirst));
    }

    private static boolean isOf(Class<? extends Event> type, JsonNode message) {
        return message.get("name").textValue().equals(type.getSimpleName());
    }

    private static Stream<JsonNode> messagesOf(JsonNode channel) {
        return channel.get("messages")
                .valueStream()
                .map(message -> resolve(message.get("$ref").textValue()));
    }

    private static JsonNode resolve(String reference) {
        return DOCUMENT.at(reference.substring(1));
    }

    /** One event of each {@code ce_type} that the class can have. */
    private static Stream<Event> variants(Class<? extends Event> type) {
        if (type != CodeRequestChanged.class) {
            return Stream.of(ContractFiles.read(type, ContractFiles.sample(type)));
        }
        return ContractFiles.texts(ContractFiles.schema(type).at("/properties/change/enum")).stream()
                .map(change ->
                        ContractFiles.read(type, ContractFiles.sample(type).put("change", change)));
    }
}
