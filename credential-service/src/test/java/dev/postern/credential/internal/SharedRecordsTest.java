package dev.postern.credential.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.internal.CodeQuestion;
import dev.postern.events.internal.InternalJson;
import dev.postern.events.internal.MessageToSign;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The routes read what the shared records write. */
class SharedRecordsTest {

    @Test
    void aQuestionForACodeIsReadAsItIsWritten() throws IOException {
        // Given
        CodeQuestion whole = new CodeQuestion("o_1", "cred_7", "run:wr_1", 0, 59_052L, "ak_7", "wr_1");
        CodeQuestion least = new CodeQuestion("o_1", "cred_7", "wr_1", 3_600, null, null, null);
        // When
        CodeQuestion readWhole = CodeRoute.question("cred_7", fields(InternalJson.write(whole)));
        CodeQuestion readLeast = CodeRoute.question("cred_7", fields(InternalJson.write(least)));
        CodeQuestion sample = CodeRoute.question("cred_7", fields(sample("code-question")));
        // Then
        assertThat(readWhole).isEqualTo(whole);
        assertThat(readLeast).isEqualTo(least);
        assertThat(sample).isEqualTo(new CodeQuestion("o_example", "cred_7", "wr_1", 5, 59_052L, "ak_7", "wr_1"));
    }

    @Test
    void aMessageToSignIsReadAsItIsWritten() throws IOException {
        // Given
        MessageToSign message = new MessageToSign("o_1", "msg_1", 0, "{\"a\":\"\u00e4\"}");
        // When
        MessageToSign read = SignaturesRoute.message("o_1", fields(InternalJson.write(message)));
        MessageToSign sample = SignaturesRoute.message("o_1", fields(sample("message-to-sign")));
        // Then
        assertThat(read).isEqualTo(message);
        assertThat(sample).isEqualTo(new MessageToSign("o_1", "msg_1", 1_771_574_400L, "FAKE-BODY"));
    }

    private static JsonFields fields(byte[] body) {
        return JsonBody.parse(body, "application/json").fields();
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream file = InternalJson.class.getResourceAsStream("/samples/internal/" + name + ".json")) {
            return file.readAllBytes();
        }
    }
}
