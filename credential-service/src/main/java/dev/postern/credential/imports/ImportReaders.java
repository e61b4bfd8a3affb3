package dev.postern.credential.imports;

import dev.postern.credential.imports.authenticator.AddressList;
import dev.postern.credential.imports.authenticator.Aegis;
import dev.postern.credential.imports.authenticator.AndOtp;
import dev.postern.credential.imports.authenticator.Ente;
import dev.postern.credential.imports.authenticator.TwoFas;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import dev.postern.credential.imports.password.Bitwarden;
import dev.postern.credential.imports.password.KeePassXml;
import dev.postern.credential.imports.password.OnePasswordArchive;
import dev.postern.credential.imports.password.PasswordTable;
import dev.postern.credential.picture.PictureDesk;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Knows the readers of exports, and finds the one for a file by its form. */
@ApplicationScoped
class ImportReaders {
    private static final List<ExportReader> READERS = List.of(
            new Aegis(),
            new TwoFas(),
            new Ente(),
            new Bitwarden(),
            new OnePasswordArchive(),
            new KeePassXml(),
            new PasswordTable(),
            new AddressList(),
            new AndOtp());

    private final PictureDesk pictures;

    ImportReaders(PictureDesk pictures) {
        this.pictures = pictures;
    }

    /** Reads all sources. One that cannot be read does not keep the others from it. */
    ReadSources read(ImportBody body) {
        ReadSources read = new ReadSources();
        for (ImportBody.Source source : body.sources()) {
            if (Thread.currentThread().isInterrupted()) {
                // Nobody waits for the rest.
                return read;
            }
            read(source, body, read);
        }
        return read;
    }

    private void read(ImportBody.Source source, ImportBody body, ReadSources read) {
        Format format = body.format();
        Export export = new Export(List.of());
        Reason reason = null;
        String message = null;
        // What is made of one file's bytes does not stay beside the next.
        Content content = new Content(source.content().bytes());
        try {
            if (PictureDesk.isPicture(content.bytes())) {
                format = Format.OTPAUTH;
                export = AddressList.read(codes(content.bytes()));
                format = export.pages().isEmpty() ? Format.OTPAUTH : Format.GOOGLE_AUTHENTICATOR;
            } else {
                Found found = find(content, body);
                format = found.format();
                export = found.reader().read(content, body.password());
            }
            read.check(export);
        } catch (UnreadableExport unreadable) {
            reason = unreadable.reason();
            message = unreadable.sentence();
            export = new Export(List.of());
        }
        read.add(
                new ImportView.SourceView(
                        source.name(), format, export.entries().size(), reason, message),
                export);
    }

    private Set<String> codes(byte[] picture) throws UnreadableExport {
        Set<String> codes;
        try {
            codes = pictures.read(picture);
        } catch (Problem refused) {
            if (refused.retryAfter() != null) {
                throw refused;
            }
            throw refused.type() == ProblemType.PAYLOAD_TOO_LARGE
                    ? new UnreadableExport(Reason.TOO_LARGE, "The picture has too many pixels.")
                    : new UnreadableExport(Reason.UNREADABLE, "The picture cannot be read.");
        }
        if (codes.isEmpty()) {
            throw new UnreadableExport(Reason.UNREADABLE, "No QR code was found in the picture.");
        }
        return codes;
    }

    private record Found(ExportReader reader, Format format) {}

    private static Found find(Content content, ImportBody body) throws UnreadableExport {
        Format named = body.format();
        for (ExportReader reader : READERS) {
            List<Format> formats = reader.recognise(content);
            if (named == null && !formats.isEmpty()) {
                return new Found(reader, formats.getFirst());
            }
            if (named != null && formats.contains(named)) {
                return new Found(reader, named);
            }
        }
        if (content.startsWith(0x03, 0xd9, 0xa2, 0x9a)) {
            throw new UnreadableExport(
                    Reason.UNKNOWN_FORMAT, "It is a KeePass database. Export it as XML or CSV, and import that.");
        }
        if (content.isTextOfAnotherCharset()) {
            throw new UnreadableExport(
                    Reason.UNREADABLE, "It is a text in neither UTF-8 nor UTF-16. Save it as UTF-8, and import that.");
        }
        throw new UnreadableExport(
                Reason.UNKNOWN_FORMAT,
                named == null
                        ? "It is no export of an application that is known here."
                        : "It is no export of the application that was named, or of another version.");
    }
}
