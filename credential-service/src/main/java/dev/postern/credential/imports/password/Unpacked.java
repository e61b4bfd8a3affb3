package dev.postern.credential.imports.password;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** One file of a ZIP, unpacked in memory within bounds: a small archive may unpack to any size. */
final class Unpacked {
    private static final int MOST_TEXT = 16 * 1024 * 1024;
    private static final int MOST_FILES = 10_000;
    private static final long MOST_IN_ALL = 128L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private Unpacked() {}

    /**
     * The file.
     *
     * @throws UnreadableExport when it is not there, the archive is damaged, or it unpacks to more than is taken
     */
    static Content file(byte[] archive, String name) throws UnreadableExport {
        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(archive))) {
            long passed = 0;
            int count = 0;
            for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                count++;
                if (file.getName().equals(name)) {
                    byte[] text = files.readNBytes(MOST_TEXT + 1);
                    check(text.length <= MOST_TEXT);
                    return new Content(text);
                }
                passed += passOver(files, MOST_IN_ALL - passed);
                check(count < MOST_FILES && passed < MOST_IN_ALL);
            }
            if (count == 0) {
                throw UnreadableExport.damaged();
            }
        } catch (IOException | IllegalArgumentException _) {
            // An encrypted or damaged archive.
            throw UnreadableExport.damaged();
        }
        throw new UnreadableExport(
                Reason.UNKNOWN_FORMAT, "The archive has no " + name + ": it is none of 1Password's.");
    }

    private static long passOver(InputStream file, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long passed = 0;
        int read = file.read(buffer);
        while (read >= 0 && passed < most) {
            passed += read;
            read = file.read(buffer);
        }
        return passed;
    }

    private static void check(boolean within) throws UnreadableExport {
        if (!within) {
            throw new UnreadableExport(
                    Reason.TOO_LARGE, "The archive unpacks to more than is taken. Export without attachments.");
        }
    }
}
