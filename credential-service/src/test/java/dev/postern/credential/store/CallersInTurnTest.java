package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import dev.postern.platform.limit.FairPlaces;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Callers take turns at the database. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class CallersInTurnTest {
    @Inject
    DataSource dataSource;

    @Inject
    MeterRegistry metrics;

    @Test
    void callersTakeConnectionsInTurnAndOneOrganizationLeavesSomeToOthers() throws Exception {
        // Given
        Organization flood = organization();
        Organization neighbour = organization();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection locking = dataSource.getConnection()) {
            locking.setAutoCommit(false);
            try (Statement lock = locking.createStatement()) {
                lock.execute("LOCK TABLE credentials IN ACCESS EXCLUSIVE MODE");
            }
            List<Future<Response>> lists = IntStream.range(0, 30)
                    .mapToObj(_ -> callers.submit(() -> flood.request().get("/v1/credentials")))
                    .toList();

            // When: at most eight of the sixteen connections are for callers.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> metrics.get("postern.database.callers.waiting")
                                    .gauge()
                                    .value()
                            == 30 - FairPlaces.mostOfOne(FairPlaces.atOnce(8)));

            // Then
            neighbour.request().get("/v1/api-keys").then().statusCode(200);

            // When
            locking.rollback();

            // Then
            for (Future<Response> each : lists) {
                each.get(30, TimeUnit.SECONDS).then().statusCode(200);
            }
        }
    }
}
