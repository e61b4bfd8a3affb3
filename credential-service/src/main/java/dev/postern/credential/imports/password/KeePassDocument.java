package dev.postern.credential.imports.password;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The entries of a KeePass document, read element by element. It has no document type, so no entity is ever resolved. */
final class KeePassDocument {
    private static final int DEEPEST = 100;

    private final List<Strings> entries = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private String recycleBin = "";
    private int groups;
    private int binDepth;
    private int history;
    private String key = "";
    private Strings entry = new Strings();
    private final Map<String, Strings> byId = new HashMap<>();

    private KeePassDocument() {}

    /** The strings of an entry, by their names. */
    static final class Strings {
        private final ObjectNode values = JsonNodeFactory.instance.objectNode();
        private boolean sealed;
        private boolean deleted;
        private int attachments;

        ObjectNode values() {
            return values;
        }

        /** Whether a value is encrypted. */
        boolean sealed() {
            return sealed;
        }

        /** Whether it lies in the recycle bin. */
        boolean deleted() {
            return deleted;
        }

        int attachments() {
            return attachments;
        }

        @Override
        public String toString() {
            return "Strings";
        }
    }

    /**
     * The entries, in their order, those in the recycle bin too.
     *
     * @throws UnreadableExport for a document that is broken, too deep, or has a document type
     */
    static KeePassDocument read(String xml) throws UnreadableExport {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        KeePassDocument document = new KeePassDocument();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                document.take(reader.next(), reader);
            }
            reader.close();
        } catch (XMLStreamException _) {
            throw UnreadableExport.damaged();
        }
        return document;
    }

    List<Strings> entries() {
        return entries;
    }

    /** The entry with an id as references write it, 32 hexadecimal digits; null: there is none. */
    @Nullable Strings withId(String hex) {
        return byId.get(hex.toUpperCase(Locale.ROOT));
    }

    private void identified(String base64) {
        try {
            byId.put(
                    HexFormat.of().withUpperCase().formatHex(Base64.getDecoder().decode(base64)), entry);
        } catch (IllegalArgumentException _) {
            // Nothing can refer to it.
        }
    }

    private void take(int event, XMLStreamReader reader) throws UnreadableExport {
        switch (event) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw UnreadableExport.damaged();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
            default -> {}
        }
    }

    private void start(XMLStreamReader reader) throws UnreadableExport {
        String name = reader.getLocalName();
        if (path.size() > DEEPEST) {
            throw UnreadableExport.damaged();
        }
        text.setLength(0);
        switch (name) {
            case "History" -> history++;
            case "Group" -> groups++;
            case "Entry" -> {
                if (history == 0) {
                    entry = new Strings();
                }
            }
            case "Binary" -> {
                if (history == 0 && "Entry".equals(path.peek())) {
                    entry.attachments++;
                }
            }
            case "Value" -> {
                if (history == 0 && "True".equalsIgnoreCase(reader.getAttributeValue(null, "Protected"))) {
                    entry.sealed = true;
                }
            }
            default -> {}
        }
        path.push(name);
    }

    private void end(String name) throws UnreadableExport {
        path.pop();
        String within = path.isEmpty() ? "" : path.peek();
        String value = text.toString();
        text.setLength(0);
        switch (name) {
            case "History" -> history--;
            case "RecycleBinUUID" -> recycleBin = value.strip();
            case "UUID" -> {
                if (within.equals("Group")
                        && !recycleBin.isEmpty()
                        && value.strip().equals(recycleBin)) {
                    binDepth = groups;
                }
                if (within.equals("Entry") && history == 0) {
                    identified(value.strip());
                }
            }
            case "Group" -> {
                if (groups == binDepth) {
                    binDepth = 0;
                }
                groups--;
            }
            case "Key" -> key = within.equals("String") ? value : key;
            case "Value" -> {
                if (within.equals("String") && history == 0) {
                    entry.values.put(key, value);
                }
            }
            case "Tags" -> {
                if (within.equals("Entry") && history == 0) {
                    entry.values.put("Tags", value);
                }
            }
            case "Entry" -> {
                if (history == 0) {
                    entry.deleted = binDepth > 0;
                    entries.add(entry);
                    Export.check(entries.size());
                }
            }
            default -> {}
        }
    }
}
