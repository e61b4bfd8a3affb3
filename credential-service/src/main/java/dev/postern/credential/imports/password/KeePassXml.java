package dev.postern.credential.imports.password;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * KeePass's XML, which KeePassXC writes too (keepass.info/help/kb/kdbx.html): entries of named strings. An entry's earlier
 * versions, and what lies in the recycle bin, are passed over.
 */
public final class KeePassXml implements ExportReader {
    private static final Set<String> KNOWN = Set.of("Notes", "Tags");
    private static final Pattern HEAD =
            Pattern.compile("(?s)\\s*+(?:<\\?xml[^>]{0,200}>)?+\\s*+(?:<!--.{0,1000}?-->\\s*+)?<KeePassFile[\\s>].*");

    @Override
    public List<Format> recognise(Content content) {
        return HEAD.matcher(content.text()).matches() ? List.of(Format.KEEPASSXC) : List.of();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        List<Entry> entries = new ArrayList<>();
        for (KeePassDocument.Strings entry : KeePassDocument.read(content.text())) {
            entries.add(entry(entry));
        }
        return new Export(entries);
    }

    private static Entry entry(KeePassDocument.Strings entry) {
        ObjectNode values = entry.values();
        Members strings = Members.of(values);
        Draft draft = new Draft().name(strings.text("Title")).username(strings.text("UserName"));
        if (entry.sealed()) {
            return draft.unusable(
                    Reason.ENCRYPTION_UNSUPPORTED, "Its strings are encrypted. Export the database as XML anew.");
        }
        if (entry.attachments() > 0) {
            draft.notice(new Notice("attachments", "They are not kept: " + entry.attachments() + "."));
        }
        return draft.password(strings.text("Password"))
                .url(strings.text("URL"))
                .key(KeePassKey.of(strings))
                .notices(leftOver(strings))
                .entry();
    }

    /** People name their own strings; a name may be as secret as a value. */
    private static List<Notice> leftOver(Members strings) {
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
