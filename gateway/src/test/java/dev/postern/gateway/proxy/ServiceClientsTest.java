package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceClientsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://credential-service:8081", "http://10.0.0.1", "http://[::1]:8081/", "http://a/"})
    void takesAPlainAddress(String address) {
        assertThatCode(() -> ServiceClients.checked("credential-service", URI.create(address)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credential-service:8081",
                "127.0.0.1",
                "https://a:8081",
                "http://a:8081/base",
                "http://a?b",
                "http://a#b",
                "http://user:secret@a",
                "http:///v1",
                "file:///tmp/a"
            })
    void namesTheSettingWhoseAddressIsNoPlainOneWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> ServiceClients.checked("credential-service", URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("postern.gateway.credential-service must be http://host:port and nothing else");
    }
}
