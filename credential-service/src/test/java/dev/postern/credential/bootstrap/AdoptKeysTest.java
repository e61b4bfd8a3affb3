package dev.postern.credential.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.platform.access.KeyHash;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class AdoptKeysTest {
    private final AdoptKeys adoptKeys;
    private final DataSource dataSource;

    AdoptKeysTest(AdoptKeys adoptKeys, DataSource dataSource) {
        this.adoptKeys = adoptKeys;
        this.dataSource = dataSource;
    }

    @Test
    void storesEachKeyOnceHoweverManyReplicasStart() throws Exception {
        // Given
        forgetTheLocalKey();
        // When
        try (ExecutorService replicas = Executors.newFixedThreadPool(6)) {
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                starts.add(replicas.submit(() -> adoptKeys.onStart(new StartupEvent())));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
        // Then
        assertThat(count(Installation.localKey())).isEqualTo(1);
        assertThat(count(Installation.operatorKey())).isEqualTo(1);
    }

    private void forgetTheLocalKey() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM api_keys WHERE key_hash = ?")) {
            delete.setString(1, KeyHash.of(Installation.localKey().strip()));
            delete.executeUpdate();
        }
    }

    private int count(String key) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT count(*) FROM api_keys WHERE key_hash = ?")) {
            select.setString(1, KeyHash.of(key.strip()));
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
