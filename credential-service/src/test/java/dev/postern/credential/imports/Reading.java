package dev.postern.credential.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.util.List;

/** Reads an export as the service does: recognised first, then read. */
public final class Reading {
    private final ExportReader reader;

    public Reading(ExportReader reader) {
        this.reader = reader;
    }

    /** The entries of a file without a password. */
    public List<Entry> entries(Format format, String text) {
        return export(format, Content.of(text), null).entries();
    }

    /** What the file holds. */
    public Export export(Format format, Content content, String password) {
        assertThat(reader.recognise(content)).startsWith(format);
        try {
            return reader.read(content, password);
        } catch (UnreadableExport unreadable) {
            throw new AssertionError(unreadable.reason() + ": " + unreadable.sentence());
        }
    }

    /** Why the file is not read. */
    public Reason refusal(Content content, String password) {
        UnreadableExport[] refusal = new UnreadableExport[1];
        assertThatExceptionOfType(UnreadableExport.class)
                .isThrownBy(() -> reader.read(content, password))
                .satisfies(unreadable -> refusal[0] = unreadable);
        return refusal[0].reason();
    }

    /** A login as one line: name, user name, password, key, host's address. */
    public static String line(Entry entry) {
        return switch (entry) {
            case Entry.Login login ->
                String.join(
                        "|",
                        login.name(),
                        login.username(),
                        login.password(),
                        login.totp() != null ? login.totp() : login.hotp() != null ? login.hotp() : "",
                        login.url() == null ? "" : login.url());
            case Entry.Unusable unusable -> unusable.name() + "|" + unusable.reason();
        };
    }

    /** The fields that an entry says do not come over. */
    public static List<String> notKept(Entry entry) {
        return entry.notices().stream().map(Notice::field).toList();
    }
}
