package dev.postern.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedRecordsTest {
    private static final SpooledRecord RECORD = SpooledRecord.of(
            new ProducerRecord<>("topic", "anna", "1".getBytes(StandardCharsets.UTF_8)), 1_700_000_000_000L);

    @TempDir
    private Path folder;

    @Test
    void theFolderIsConfirmedOnceTheRecordHasItsNameThere() throws IOException {
        // Given
        List<String> confirmed = new ArrayList<>();
        RefusedRecords records = new RefusedRecords(
                folder,
                forced -> confirmed.add(folder.relativize(forced) + " "
                        + Files.exists(folder.resolve("refused/1700000000000-7.json"))));
        // When
        records.put(7, RECORD);
        // Then
        assertThat(confirmed).containsExactly(" false", "refused true");
    }

    @Test
    void aRecordWhoseFolderTheDiskDoesNotConfirmIsNotAside() {
        for (int point = 1; point <= 2; point++) {
            // Given
            FaultyDisk disk = FaultyDisk.failingAt(point, FaultyDisk.Fault.REFUSES_ONCE);
            RefusedRecords records = new RefusedRecords(folder.resolve("" + point), disk::forceFolder);
            // When
            Throwable failure = catchThrowable(() -> records.put(7, RECORD));
            // Then
            assertThat(failure).as("point %d", point).isInstanceOf(UncheckedIOException.class);
            assertThat(records.put(7, RECORD)).isTrue();
            assertThat(records.size()).isEqualTo(1);
        }
    }
}
