package dev.postern.credential.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.picture.Desks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingOnDiskTest {
    private static final String SEED = "JBSWY3DPEHPK3PXP";

    @TempDir
    Path folder;

    @Test
    void anImportWritesNoFile() throws IOException {
        // Given
        ImportBody body = new ImportBody(
                List.of(
                        source("picture.png", Desks.picture("otpauth://totp/A:b?issuer=A&secret=" + SEED)),
                        source("archive.1pux", archive()),
                        source("table.csv", text("name,url,username,password\na,https://a.example,u,p\n")),
                        source(
                                "keepass.xml",
                                text("<KeePassFile><Root><Group><Entry><String><Key>Title</Key><Value>t</Value>"
                                        + "</String><String><Key>Password</Key><Value>p</Value></String></Entry></Group></Root>"
                                        + "</KeePassFile>")),
                        source(
                                "bitwarden.json",
                                text("{\"items\":[{\"type\":1,\"name\":\"n\",\"login\":{\"password\":\"p\"}}]}")),
                        source("list.txt", text("otpauth://totp/C:d?secret=" + SEED)),
                        source("broken", new byte[] {1, 2, 3})),
                null,
                null,
                true,
                1,
                500);
        Path control = folder.resolve("control");
        Path events = folder.resolve("events.jfr");
        // When
        ReadSources read;
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileWrite").withoutThreshold().withStackTrace();
            recording.start();
            Files.writeString(control, "seen");
            read = new ImportReaders(Desks.open()).read(body);
            recording.stop();
            recording.dump(events);
        }
        // Then
        assertThat(read.entries())
                .extracting(ReadSources.Numbered::entry)
                .hasSize(6)
                .allMatch(Entry.Login.class::isInstance);
        assertThat(read.sources().getLast().reason()).isNotNull();
        assertThat(written(events)).containsExactly(control.toString());
    }

    private static Set<String> written(Path events) throws IOException {
        return RecordingFile.readAllEvents(events).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.FileWrite"))
                .filter(event -> !isOfTheBroker(event))
                .map(event -> event.getString("path"))
                // What a test runner prints has no path, or a terminal's.
                .filter(path -> path != null && !path.startsWith("/dev/"))
                .collect(Collectors.toSet());
    }

    /** Other tests of this JVM leave a broker running, which writes when it likes. */
    private static boolean isOfTheBroker(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        return trace != null
                && trace.getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .anyMatch(type -> type.startsWith("org.apache.kafka.") || type.startsWith("kafka."));
    }

    private static ImportBody.Source source(String name, byte[] bytes) {
        return new ImportBody.Source(name, new Content(bytes));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("export.data"));
            zip.write(text(
                    "{\"accounts\":[{\"vaults\":[{\"items\":[{\"categoryUuid\":\"005\",\"details\":{\"password\":\"p\"},"
                            + "\"overview\":{\"title\":\"t\"}}]}]}]}"));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
