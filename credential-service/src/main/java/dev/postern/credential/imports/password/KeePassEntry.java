package dev.postern.credential.imports.password;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a KeePass document. A string may refer to another entry's (keepass.info/help/base/fieldrefs.html); references by
 * id, which KeePass and KeePassXC make, are followed once.
 */
final class KeePassEntry {
    private static final Set<String> KNOWN = Set.of("Notes", "Tags");
    private static final Pattern REFERENCE = Pattern.compile("(?i)\\{REF:([TUPAN])@I:([0-9A-F]{32})}");
    private static final Pattern ANY_REFERENCE = Pattern.compile("(?i)\\{REF:[A-Z]@[A-Z]:");
    private static final Map<String, String> REFERRED =
            Map.of("T", "Title", "U", "UserName", "P", "Password", "A", "URL", "N", "Notes");
    /** Each of many entries may refer to one long string. */
    private static final int LONGEST_FOLLOWED = 4_096;
    /** Of KeePassXC and its extension for browsers. */
    private static final String PASSKEY = "KPEX_PASSKEY_";
    /** Of Keepass2Android, KeePassXC and others. */
    private static final String ADDRESS = "KP2A_URL";

    private final KeePassDocument document;
    private final Members strings;
    private final List<String> names;
    private final Draft draft = new Draft();

    private KeePassEntry(KeePassDocument document, KeePassDocument.Strings entry) {
        this.document = document;
        this.strings = Members.of(entry.values());
        this.names = entry.values().propertyStream().map(Map.Entry::getKey).toList();
    }

    /** The entry as it can be stored, or why it cannot. */
    static Entry of(KeePassDocument.Strings entry, KeePassDocument document) {
        return new KeePassEntry(document, entry).read(entry);
    }

    private Entry read(KeePassDocument.Strings entry) {
        draft.name(followed("Title")).username(followed("UserName"));
        if (entry.deleted()) {
            return draft.deleted();
        }
        if (entry.sealed()) {
            return draft.unusable(
                    Reason.ENCRYPTION_UNSUPPORTED, "Its strings are encrypted. Export the database as XML anew.");
        }
        if (entry.attachments() > 0) {
            draft.notice(new Notice("attachments", "They are not kept: " + entry.attachments() + "."));
        }
        List<String> addresses = new ArrayList<>(List.of(followed("URL")));
        names.stream()
                .filter(name -> name.startsWith(ADDRESS))
                .map(this::followed)
                .forEach(addresses::add);
        List<String> passkey =
                names.stream().filter(name -> name.startsWith(PASSKEY)).toList();
        if (!passkey.isEmpty()) {
            draft.notice(Notice.notKept("passkey"));
        }
        strings.without(passkey);
        return draft.password(followed("Password"))
                .addresses("URL", addresses)
                .key(KeePassKey.of(strings))
                .notices(leftOver())
                .entry();
    }

    /** The string, or the one that it refers to; empty, and told, when that one is not there or refers further. */
    private String followed(String name) {
        String said = strings.text(name);
        Matcher reference = REFERENCE.matcher(said);
        if (reference.matches()) {
            KeePassDocument.Strings other = document.withId(reference.group(2));
            JsonNode value = other == null
                    ? null
                    : other.values().get(REFERRED.get(reference.group(1).toUpperCase(Locale.ROOT)));
            said = value == null || value.asText().length() > LONGEST_FOLLOWED ? said : value.asText();
        }
        if (!ANY_REFERENCE.matcher(said).find()) {
            return said;
        }
        draft.notice(
                new Notice(name, "It refers to another entry in a way that is not followed here. It is not kept."));
        return "";
    }

    /** People name their own strings; a name may be as secret as a value. */
    private List<Notice> leftOver() {
        List<Notice> named = strings.leftOver();
        List<Notice> told = new ArrayList<>(
                named.stream().filter(notice -> KNOWN.contains(notice.field())).toList());
        int own = named.size() - told.size();
        if (own > 0) {
            told.add(new Notice("strings", "Strings of its own are not kept: " + own + "."));
        }
        return told;
    }
}
