package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.local.process.CannotStart;
import dev.postern.local.process.Ports;
import dev.postern.local.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {

    @Test
    void startsEveryProcessAndStopsTheServicesBeforeWhatTheyStandOn(@TempDir Path folder) throws IOException {
        // Given
        List<String> steps = new ArrayList<>();
        LocalSystem system = LocalSystem.start(options(folder).withResolvers(2).withProgress(steps::add));
        List<ServiceProcess> services = system.services();

        // When
        system.close();

        // Then
        assertThat(services)
                .extracting(ServiceProcess::name)
                .containsExactlyInAnyOrder(
                        "gateway",
                        "credential-service",
                        "code-ingest-service",
                        "totp-resolver-service",
                        "totp-resolver-service-2");
        assertThat(steps).contains("gateway is ready", "totp-resolver-service-2 is ready");
        assertThat(services).noneMatch(ServiceProcess::isAlive);
        assertThat(Files.readAllLines(
                        system.process(Service.TOTP_RESOLVER_SERVICE).log()))
                .endsWith("told to stop", "broker there", "database there");
        assertThat(folder.resolve("data/postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void tellsWhyAServiceDidNotStartAndLeavesNothingBehind(@TempDir Path folder) {
        // Given
        LocalOptions options = options(folder)
                .with(Service.GATEWAY, FakeService.HANGS, "yes")
                .with(Service.CODE_INGEST_SERVICE, FakeService.FAILS, "yes");

        // When
        CannotStart failure = catchThrowableOfType(CannotStart.class, () -> LocalSystem.start(options));

        // Then
        assertThat(failure)
                .hasMessageContaining("code-ingest-service ended while starting")
                .hasMessageContaining("the setting postern.fake is missing")
                .hasMessageContaining(
                        folder.resolve("data/logs/code-ingest-service.log").toString());
        assertThat(folder.resolve("data/run")).isEmptyDirectory();
        assertThat(folder.resolve("data/postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void startsAServiceAgainThatWasKilled(@TempDir Path folder) throws IOException {
        try (LocalSystem system = LocalSystem.start(options(folder))) {
            // Given
            ServiceProcess resolver = system.resolverProcess(0);

            // When
            resolver.kill();
            boolean aliveAfterKill = resolver.isAlive();
            resolver.startAgain();
            resolver.awaitReady();

            // Then
            assertThat(aliveAfterKill).isFalse();
            assertThat(resolver.isAlive()).isTrue();
            assertThat(Files.readAllLines(folder.resolve("data/logs/totp-resolver-service.log.1")))
                    .contains("starting")
                    .doesNotContain("told to stop");
        }
    }

    @Test
    void runsBesideAnother(@TempDir Path one, @TempDir Path other) {
        try (LocalSystem first = LocalSystem.start(options(one));
                LocalSystem second = LocalSystem.start(options(other))) {
            assertThat(first.services()).allMatch(ServiceProcess::isReady);
            assertThat(second.services()).allMatch(ServiceProcess::isReady);
            assertThat(second.apiKey()).isNotEqualTo(first.apiKey());
        }
    }

    @Test
    void saysThatAServiceIsNotBuilt(@TempDir Path folder) {
        LocalOptions options = LocalOptions.of(folder.resolve("empty"), folder.resolve("data"), Ports.free());

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> LocalSystem.start(options))
                .withMessageContaining("gateway is not built");
    }

    private static LocalOptions options(Path folder) {
        return LocalOptions.of(FakeCheckout.in(folder.resolve("check out")), folder.resolve("data"), Ports.free());
    }
}
