package dev.postern.resolver.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedElsewhereTest {
    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Call +1 (555) 123-4567 now | call +15551234567 now
            00 49 / 30 - 12.34.56      | 004930123456
            For Ann.Lee@Example.com.   | for ann.lee@example.com.
            pages 1 to 2 (draft)       | pages 1 to 2 (draft)
            +(49) 30                   | +4930
            """)
    void dropsWhatPeoplePutBetweenDigits(String written, String plain) {
        assertThat(NamedElsewhere.plain(written)).isEqualTo(plain);
    }

    /** A quadratic step would take hours for each. */
    @ParameterizedTest
    @ValueSource(strings = {")", "1)", "(", " ", "1 ", "-", "1", "+(", ")-"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesTimeInProportionToTheText(String shape) {
        // Given
        String text = "1" + shape.repeat(MEBIBYTE / shape.length()) + "x";

        // When
        String plain = NamedElsewhere.plain(text);

        // Then
        assertThat(plain).endsWith("x").hasSizeLessThanOrEqualTo(text.length());
    }
}
