package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationListenerTest {
    private final AtomicInteger began = new AtomicInteger();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private AgroalDataSource pool;
    private NotificationListener listener;

    @BeforeEach
    void listen() throws SQLException {
        pool = Pool.fresh();
        listener = new NotificationListener(pool, "news", began::incrementAndGet, received::add);
        listener.start();
        await().until(() -> began.get() == 1);
    }

    @AfterEach
    void close() {
        listener.stop();
        pool.close();
    }

    @Test
    void receivesWhatIsCommittedInItsOrderAndNothingElse() {
        // When
        send("one");
        abort("never");
        send("two");
        // Then
        await().untilAsserted(() -> assertThat(received).containsExactly("one", "two"));
    }

    @Test
    void listensAgainAfterALostSessionAndSaysSo() throws SQLException {
        // When
        Pool.endSessions(pool, "LISTEN%");
        await().until(() -> began.get() == 2);
        send("after");
        // Then
        await().untilAsserted(() -> assertThat(received).containsExactly("after"));
    }

    @Test
    void takesPlainChannelsOnly() {
        assertThatThrownBy(() -> new NotificationListener(pool, "news; DROP TABLE x", () -> {}, _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void send(String payload) {
        new Transactions(pool).run(connection -> {
            NotificationListener.notify(connection, "news", payload);
            return payload;
        });
    }

    private void abort(String payload) {
        assertThatThrownBy(() -> new Transactions(pool).run(connection -> {
                    NotificationListener.notify(connection, "news", payload);
                    throw new IllegalStateException("aborted");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
