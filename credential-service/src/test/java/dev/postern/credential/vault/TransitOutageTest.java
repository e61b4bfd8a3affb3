package dev.postern.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.postern.credential.CredentialDatabase;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Vault's absence means to a running service, and what the log says of it. */
class TransitOutageTest {
    // The message and the whole trace of what was thrown.
    private static final Formatter FORM = new PatternFormatter("%s%E%n");

    @TempDir
    Path folder;

    private final DataSource dataSource = CredentialDatabase.shared().dataSource();
    private final List<Logger> loggers = new ArrayList<>();
    private TransitServer server;
    private MasterKeyPlace place;

    @BeforeEach
    void start() throws Exception {
        server = TransitServer.start();
        place = MasterKeyPlace.transit(
                server.url(), "master", Files.writeString(folder.resolve("token"), TransitServer.TOKEN));
    }

    @AfterEach
    void stop() {
        loggers.forEach(logger -> List.of(logger.getHandlers()).forEach(logger::removeHandler));
        server.close();
    }

    /** Vault is asked once for each organisation's key; logins go on while it is away. */
    @Test
    void unwrappedKeysOutliveVault() throws Exception {
        // Given
        String organization = CredentialDatabase.shared().organization();
        DataKeys keys = new DataKeys(dataSource, master(), Clock.systemUTC());
        keys.create(organization);
        byte[] encrypted = keys.known(organization).encrypt(new byte[] {1, 2, 3}, new byte[0]);
        int asked = server.seen.size();
        // When
        server.close();
        // Then
        Aead known = keys.known(organization);
        assertThat(known.decrypt(encrypted, new byte[0])).containsExactly(1, 2, 3);
        assertThat(server.seen).hasSize(asked);
        // and a replica that has not unwrapped it yet says that it is passing
        DataKeys fresh = new DataKeys(dataSource, master(), Clock.systemUTC());
        assertThatThrownBy(() -> fresh.known(organization)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
            assertThat(problem.retryAfter()).isNotNull();
        });
    }

    @Test
    void logsNeitherKeyNorToken() throws Exception {
        // Given
        StringBuilder log = logOf(MasterKey.class, TransitAead.class);
        MasterKey master = master();
        byte[] plain = "canary key material".getBytes(StandardCharsets.UTF_8);
        Aead aead = new TransitAead(place.transit());
        // When
        assertThat(aead.encrypt(plain, new byte[0])).isNotEmpty();
        server.nextStatuses.addAll(List.of(503, 503, 503, 400, 403, 403));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> aead.encrypt(plain, new byte[0])).hasMessageNotContaining("canary");
        }
        assertThatThrownBy(() -> TestKeys.wrap(master, FreshKeyset.of(PredefinedAeadParameters.AES256_GCM), "p"))
                .isInstanceOf(Problem.class);
        // Then
        assertThat(log)
                .contains("The master key is out of reach name=")
                .doesNotContain(
                        "canary key material",
                        TransitServer.TOKEN,
                        Base64.getEncoder().encodeToString(plain));
        assertThat(aead.toString()).doesNotContain(TransitServer.TOKEN);
    }

    private MasterKey master() {
        return new MasterKeyProducer(place).masterKey();
    }

    /** What these classes log from now on, with the stack traces. */
    private StringBuilder logOf(Class<?>... classes) {
        StringBuilder log = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.append(FORM.format(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        for (Class<?> type : classes) {
            Logger logger = Logger.getLogger(type.getName());
            logger.addHandler(handler);
            loggers.add(logger);
        }
        return log;
    }
}
