package dev.postern.credential.imports.password;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entries;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * KeePass's XML, which KeePassXC writes too (keepass.info/help/kb/kdbx.html): entries of named strings. An entry's earlier
 * versions are passed over.
 */
public final class KeePassXml implements ExportReader {
    private static final Pattern HEAD =
            Pattern.compile("(?s)\\s*+(?:<\\?xml[^>]{0,200}>)?+\\s*+(?:<!--.{0,1000}?-->\\s*+)?<KeePassFile[\\s>].*");

    @Override
    public List<Format> recognise(Content content) {
        return HEAD.matcher(content.text()).matches() ? List.of(Format.KEEPASSXC) : List.of();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        Entries entries = new Entries();
        KeePassDocument document = KeePassDocument.read(content.text());
        for (KeePassDocument.Strings entry : document.entries()) {
            entries.add(KeePassEntry.of(entry, document));
        }
        return new Export(entries.all());
    }
}
