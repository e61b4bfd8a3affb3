package dev.postern.credential.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "https://www.shop.example/login?next=a#b, www.shop.example",
        "http://user@shop.example:8080/, shop.example",
        "shop.example,",
        "not an address,",
        ","
    })
    void knowTheHostOfAUsableTestedAddress(@Nullable String address, @Nullable String host) {
        // Given
        BrowserSettings settings = new BrowserSettings(null, false, false, address, null, false, false, null, null);

        // Then
        assertThat(settings.testedHost()).isEqualTo(host);
    }
}
