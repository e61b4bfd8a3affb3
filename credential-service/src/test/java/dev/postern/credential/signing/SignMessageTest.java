package dev.postern.credential.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.vault.SecretText;
import dev.postern.events.internal.MessageToSign;
import dev.postern.events.internal.Signatures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignMessageTest {
    // The example of the Standard Webhooks specification's reference libraries.
    private static final SecretText PUBLISHED = new SecretText("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final SecretText OTHER = new SecretText("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    @Test
    void signsAsThePublishedExampleDoes() {
        Signatures signed = SignMessage.sign(
                List.of(PUBLISHED), message("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"));

        assertThat(signed.webhook()).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** Computed with Skyvern's recipe, whose key is the text of the secret and whose message is the body alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"task_id\":\"tsk_123\",\"workflow_run_id\":\"wr_456\",\"workflow_permanent_id\":\"wpid_789\"}"
                        + "|a83451c84289a36dff3fa3a793d82de875e4073ee01480c5244f2d3359b5ec39",
                "{\"task_id\":\"tsk_123\"}|f7a1c78c03c42885b5b5b8deadbee82eec3232b91af37036061a46d6e4230ac1",
                "{}|6dfe1b2eece8b745decfec6bf9e861e6eb69f9f6142efadc86fb64cafa2c43e5"
            })
    void signsAsSkyvernDoes(String body, String signature) {
        assertThat(SignMessage.skyvern(new SecretText("test-api-key"), body)).isEqualTo(signature);
    }

    @Test
    void coversIdAndTimeInOneFormOnly() {
        Signatures signed = SignMessage.sign(List.of(PUBLISHED), message("msg_1", 1, "{}"));

        Signatures otherId = SignMessage.sign(List.of(PUBLISHED), message("msg_2", 1, "{}"));
        Signatures otherTime = SignMessage.sign(List.of(PUBLISHED), message("msg_1", 2, "{}"));

        assertThat(List.of(otherId.webhook(), otherTime.webhook())).doesNotContain(signed.webhook());
        assertThat(List.of(otherId.skyvern(), otherTime.skyvern())).containsOnly(signed.skyvern());
    }

    @Test
    void signsWithBothDuringARotationAndInSkyvernsFormWithTheOlder() {
        Signatures older = SignMessage.sign(List.of(PUBLISHED), message("msg_1", 1, "{}"));
        Signatures newer = SignMessage.sign(List.of(OTHER), message("msg_1", 1, "{}"));

        Signatures both = SignMessage.sign(List.of(OTHER, PUBLISHED), message("msg_1", 1, "{}"));

        assertThat(both.webhook()).isEqualTo(newer.webhook() + " " + older.webhook());
        assertThat(both.skyvern()).isEqualTo(older.skyvern());
    }

    private static MessageToSign message(String id, long timestamp, String body) {
        return new MessageToSign("o_1", id, timestamp, body);
    }
}
