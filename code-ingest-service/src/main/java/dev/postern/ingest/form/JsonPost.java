package dev.postern.ingest.form;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.ingest.provider.WebhookRequest;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A post in JSON. What providers call attachments is passed over without being held. */
public final class JsonPost {
    private static final Set<String> PASSED_OVER = Set.of("attachments", "images");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LONGEST_STRING = 32 * 1024 * 1024;
    // Where a tool puts a text between quotes as it is, its ends of lines and tabs stand there unescaped.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(LONGEST_STRING)
                        .maxNestingDepth(100)
                        .build());
    }

    /** Leaves out members by their names. */
    private static final TokenFilter WITHOUT_ATTACHMENTS = new TokenFilter() {
        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return PASSED_OVER.contains(name.toLowerCase(Locale.ROOT)) ? null : this;
        }

        @Override
        public boolean includeEmptyArray(boolean contentsFiltered) {
            return true;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return true;
        }

        @Override
        protected boolean _includeScalar() {
            return true;
        }
    };

    private final JsonNode root;

    private JsonPost(JsonNode root) {
        this.root = root;
    }

    /**
     * The JSON in a post's body; empty when it is none, or is neither an object nor an array. It is UTF-8, UTF-16 or UTF-32 as its first
     * bytes say (RFC 7159, section 8.1), unless the post names another charset, or is in one without saying so.
     */
    public static Optional<JsonPost> of(WebhookRequest request) {
        Optional<Charset> other = Charsets.named(request.header("content-type").orElse(""))
                .filter(charset -> !charset.name().startsWith("UTF-"));
        if (other.isPresent()) {
            return of(new String(request.body(), other.get()));
        }
        try (JsonParser parser = JSON.createParser(request.body())) {
            return of(parser);
        } catch (CharConversionException | JsonParseException e) {
            return Charsets.isUtf8(request.body()) ? Optional.empty() : of(Charsets.guessed(request.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The JSON in a text; empty when it is none, or is neither an object nor an array. */
    public static Optional<JsonPost> of(String text) {
        try (JsonParser parser = JSON.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            return of(parser);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Maps and lists of texts and numbers as JSON. */
    public static byte[] written(Object mapOrList) {
        try {
            return JSON.writeValueAsBytes(mapOrList);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Optional<JsonPost> of(JsonParser parser) throws IOException {
        JsonNode root = JSON.readTree(
                new FilteringParserDelegate(parser, WITHOUT_ATTACHMENTS, Inclusion.INCLUDE_ALL_AND_PATH, true));
        return root != null && root.isContainerNode() ? Optional.of(new JsonPost(root)) : Optional.empty();
    }

    /** The text or the number at a JSON pointer (RFC 6901); null when there is neither. */
    public @Nullable String text(String pointer) {
        JsonNode value = at(pointer);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** The text or the number at a JSON pointer, or the first one of a list there; null when there is neither. */
    public @Nullable String firstText(String pointer) {
        JsonNode value = at(pointer);
        return value.isArray()
                ? value.valueStream()
                        .filter(each -> each.isValueNode() && !each.isNull())
                        .map(JsonNode::asText)
                        .findFirst()
                        .orElse(null)
                : text(pointer);
    }

    /** The text or the number at a JSON pointer; empty when there is neither. */
    public String textOrEmpty(String pointer) {
        String text = text(pointer);
        return text == null ? "" : text;
    }

    /** The members of the array at a JSON pointer that are objects or arrays; none when there is no array. */
    public Stream<JsonPost> each(String pointer) {
        return at(pointer).valueStream().filter(JsonNode::isContainerNode).map(JsonPost::new);
    }

    /** The texts in the array at a JSON pointer; none when there is no array. */
    public Stream<String> texts(String pointer) {
        return at(pointer).valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** The value of a member by its name in any case, or the first of its values; empty when there is none. */
    public Optional<String> member(String pointer, String name) {
        return members(pointer, name).stream().findFirst();
    }

    /** The values of a member by its name in any case; empty when there is none. */
    public List<String> members(String pointer, String name) {
        return at(pointer)
                .propertyStream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                .filter(value -> value.isValueNode() && !value.isNull())
                .map(JsonNode::asText)
                .toList();
    }

    /** Whether it is an array, which has no members by name. */
    public boolean isList() {
        return root.isArray();
    }

    /** All members of the root that are texts or numbers, as a form would have them. */
    public Stream<Map.Entry<String, String>> scalars() {
        return root.propertyStream()
                .filter(member ->
                        member.getValue().isValueNode() && !member.getValue().isNull())
                .map(member -> Map.entry(member.getKey(), member.getValue().asText()));
    }

    private JsonNode at(String pointer) {
        return root.at(JsonPointer.compile(pointer));
    }

    @Override
    public String toString() {
        return "JsonPost[***]";
    }
}
