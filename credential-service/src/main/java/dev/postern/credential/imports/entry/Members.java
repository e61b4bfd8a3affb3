package dev.postern.credential.imports.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one entry. It remembers which were asked for, so that the others can be told, those too that no version of an
 * application had when this was written.
 */
public final class Members {
    private final ObjectNode members;
    private final Set<String> known = new HashSet<>();
    private final List<Members> parts = new ArrayList<>();
    private final String prefix;

    private Members(ObjectNode members, String prefix) {
        this.members = members;
        this.prefix = prefix;
    }

    /** Of an object; of anything else, no members. */
    public static Members of(@Nullable JsonNode node) {
        return new Members(node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(), "");
    }

    /** The member's text; empty when it is absent, null or no text, number or truth value. */
    public String text(String name) {
        known.add(name);
        JsonNode value = members.get(name);
        return value == null || value.isNull() || !value.isValueNode() ? "" : value.asText();
    }

    /**
     * The member as a whole number.
     *
     * @throws UnreadableExport when it is none
     */
    public long number(String name) throws UnreadableExport {
        try {
            return Long.parseLong(text(name).strip());
        } catch (NumberFormatException _) {
            throw UnreadableExport.damaged();
        }
    }

    /** The first of these that says something; the others remain to be told. */
    public String firstText(Iterable<String> names) {
        for (String name : names) {
            JsonNode value = members.get(name);
            if (value != null && value.isValueNode() && saysSomething(value)) {
                return text(name);
            }
        }
        return "";
    }

    /** The member's members. What is not asked for of them is told as well. */
    public Members part(String name) {
        known.add(name);
        Members part = new Members(
                members.get(name) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
                prefix + name + ".");
        parts.add(part);
        return part;
    }

    /** The member's elements; empty when it is no list. */
    public List<JsonNode> list(String name) {
        known.add(name);
        List<JsonNode> elements = new ArrayList<>();
        JsonNode node = members.path(name);
        if (node.isArray()) {
            node.forEach(elements::add);
        }
        return elements;
    }

    /** Whether there is such a member, even null. */
    public boolean has(String name) {
        return members.has(name);
    }

    /** Members that say nothing of a login: ids, times, and how the application showed it. */
    public Members without(Iterable<String> names) {
        names.forEach(known::add);
        return this;
    }

    /** Those that say something and were not asked for. */
    public List<Notice> leftOver() {
        List<Notice> left = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (!known.contains(member.getKey()) && saysSomething(member.getValue())) {
                left.add(Notice.notKept(prefix + member.getKey()));
            }
        }
        parts.forEach(part -> left.addAll(part.leftOver()));
        return left;
    }

    private static boolean saysSomething(JsonNode value) {
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        String text = value.asText();
        return !value.isNull() && !text.isBlank() && !text.equals("0") && !text.equalsIgnoreCase("false");
    }

    @Override
    public String toString() {
        return "Members";
    }
}
