package dev.postern.resolver.calling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.RunScope;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallBodyTest {

    @Test
    void isWhatSkyvernSends() {
        assertThat(body("tsk_123", "wr_456", "wpid_789"))
                .isEqualTo(
                        "{\"task_id\":\"tsk_123\",\"workflow_run_id\":\"wr_456\",\"workflow_permanent_id\":\"wpid_789\"}");
        assertThat(body("tsk_123", null, null)).isEqualTo("{\"task_id\":\"tsk_123\"}");
        assertThat(body(null, null, null)).isEqualTo("{}");
    }

    @Test
    void leavesLettersAsTheyAreAndMakesTextOfHalfOfOne() {
        assertThat(body("t\u00fcr\u20ac\"\\", null, null)).isEqualTo("{\"task_id\":\"t\u00fcr\u20ac\\\"\\\\\"}");
        String half = body("x\ud83d", null, null);
        assertThat(new String(half.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(half);
    }

    private static String body(@Nullable String task, @Nullable String run, @Nullable String permanentWorkflow) {
        return CallBody.of(
                new UrlCall("cr_1", "o_1", new RunScope(task, "w_1", run), permanentWorkflow, null, null, "sealed"));
    }
}
