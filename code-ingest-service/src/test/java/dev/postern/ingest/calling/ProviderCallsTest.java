package dev.postern.ingest.calling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.fixtures.EndlessAnswer;
import dev.postern.fixtures.UserServer;
import dev.postern.fixtures.UserServer.Reply;
import dev.postern.ingest.calling.ProviderCalls.OutOfReach;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProviderCallsTest {

    @Test
    @Timeout(60)
    void anAnswerThatNeverEndsIsGivenUp() {
        try (EndlessAnswer server = EndlessAnswer.start()) {
            ProviderCalls calls = new ProviderCalls(Duration.ofMillis(500));

            assertThatThrownBy(() -> calls.answered(to(server.url()), 500_000)).isInstanceOf(OutOfReach.class);
        }
    }

    @Test
    void noRedirectIsFollowedAndOfALongAnswerTheBeginningIsRead() {
        try (UserServer other = UserServer.start(_ -> Reply.json("{}"));
                UserServer server = UserServer.start(call -> call.path().equals("/moved")
                        ? new Reply(307, null, "", other.url())
                        : Reply.json("0123456789"))) {
            ProviderCalls calls = new ProviderCalls();

            assertThat(new String(calls.answered(to(server.url("/long")), 4), StandardCharsets.UTF_8))
                    .isEqualTo("0123");
            assertThatThrownBy(() -> calls.answered(to(server.url("/moved")), 4))
                    .isInstanceOf(OutOfReach.class)
                    .hasMessage("status_307");
            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void nothingIsSentOverPlainHttp() {
        assertThatThrownBy(() -> new ProviderCalls().get("http://127.0.0.1/", null, 4))
                .isInstanceOf(OutOfReach.class)
                .hasMessage("not_https");
    }

    private static HttpRequest to(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }
}
