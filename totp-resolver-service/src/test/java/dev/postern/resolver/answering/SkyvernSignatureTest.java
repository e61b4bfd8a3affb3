package dev.postern.resolver.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkyvernSignatureTest {
    private static final String KEY = "test-api-key";
    private static final String OF_EMPTY_OBJECT = "6dfe1b2eece8b745decfec6bf9e861e6eb69f9f6142efadc86fb64cafa2c43e5";

    /** Computed by another program. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"task_id":"tsk_123","workflow_run_id":"wr_456","workflow_permanent_id":"wpid_789"} | a83451c84289a36dff3fa3a793d82de875e4073ee01480c5244f2d3359b5ec39
            {"task_id":"tsk_123"} | f7a1c78c03c42885b5b5b8deadbee82eec3232b91af37036061a46d6e4230ac1
            {}                    | 6dfe1b2eece8b745decfec6bf9e861e6eb69f9f6142efadc86fb64cafa2c43e5
            """)
    void takesWhatSkyvernSigns(String body, String signature) {
        assertThat(signature(signature).isOf(bytes(body), List.of(KEY))).isTrue();
    }

    @Test
    void takesTheSignatureOfEitherKey() {
        assertThat(signature(OF_EMPTY_OBJECT).isOf(bytes("{}"), List.of("the-next-api-key", KEY)))
                .isTrue();
    }

    @Test
    void refusesAnotherBodyAnotherKeyAndNoKey() {
        SkyvernSignature signature = signature(OF_EMPTY_OBJECT);

        assertThat(signature.isOf(bytes("{ }"), List.of(KEY))).isFalse();
        assertThat(signature.isOf(bytes(""), List.of(KEY))).isFalse();
        assertThat(signature.isOf(bytes("{}"), List.of("test-api-keY"))).isFalse();
        assertThat(signature.isOf(bytes("{}"), List.of())).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "6dfe",
                "sha256=6dfe1b2eece8b745decfec6bf9e861e6eb69f9f6142efadc86fb64cafa2c43e5",
                "6dfe1b2eece8b745decfec6bf9e861e6eb69f9f6142efadc86fb64cafa2c43e5 ",
                "6dfe1b2eece8b745decfec6bf9e861e6eb69f9f6142efadc86fb64cafa2c43eg"
            })
    void knowsWhatNoKeyCouldHaveSigned(String header) {
        assertThat(SkyvernSignature.of(header)).isNull();
    }

    @Test
    void takesSmallLettersOnly() {
        assertThat(SkyvernSignature.of(OF_EMPTY_OBJECT.toUpperCase(Locale.ROOT)))
                .isNull();
    }

    private static SkyvernSignature signature(String text) {
        return Objects.requireNonNull(SkyvernSignature.of(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
