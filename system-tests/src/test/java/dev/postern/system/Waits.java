package dev.postern.system;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** Waiting for what a test needs before it can go on. */
public final class Waits {

    private Waits() {}

    public static void untilWaiting(Api api, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Assertions.assertThat(api.get("/v1/code-requests?status=waiting&limit=200")
                                .json()
                                .get("code_requests"))
                        .hasSize(count));
    }
}
