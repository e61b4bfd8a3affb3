package dev.postern.platform.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void keepsErrorsAndWarningsApartEachWithItsSetting() {
        // Given
        Findings findings = new Findings();
        // When
        findings.abort("a.setting", "is missing");
        findings.warn("b.setting", "is odd");
        findings.abort("c.setting", "is unsafe");
        // Then
        assertThat(findings.errors()).containsExactly("a.setting: is missing", "c.setting: is unsafe");
        assertThat(findings.warnings()).containsExactly("b.setting: is odd");
    }

    @Test
    void handsOutCopies() {
        assertThatThrownBy(() -> new Findings().errors().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }
}
