package dev.postern.resolver.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.example/code?x=1#f, true, a.example, 443, /code?x=1",
        "http://A.Example, false, a.example, 80, /",
        "a.example/code, true, a.example, 443, /code",
        "a.example:8443, true, a.example, 8443, /",
        "HTTP://a.example:8080/a%2Fb, false, a.example, 8080, /a%2Fb",
        "https://[2001:db8::1]:444/x, true, 2001:db8::1, 444, /x",
        "' https://a.example/ ', true, a.example, 443, /"
    })
    void isTakenApartAsItWillBeCalled(String url, boolean tls, String host, int port, String pathAndQuery) {
        assertThat(Target.of(url)).contains(new Target(tls, host, port, pathAndQuery));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "ftp://a.example",
                "file:///etc/passwd",
                "gopher://a.example",
                "javascript:alert(1)",
                "https://user:secret@a.example",
                "https://user@a.example",
                "https://a.example:0",
                "https://a.example:65536",
                "https://a.example:x",
                "https://a b",
                "https://a.example/a b",
                "https://127.1",
                "https://0x7f.1",
                "https://[fe80::1%25eth0]/",
                "https://a_b/",
                "https://ex\u00e4mple.com",
                "https://a.example\\@b.example",
                "https://a.example/\r\nHost: b"
            })
    void isNothingElse(String url) {
        assertThat(Target.of(url)).isEmpty();
    }

    @Test
    void isNoLongerThanSkyvernTakes() {
        assertThat(Target.of("https://a.example/" + "x".repeat(2_083 - 18))).isPresent();
        assertThat(Target.of("https://a.example/" + "x".repeat(2_083 - 17))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/x, /y, true",
        "http://a.example/x, http://a.example/y, true",
        "http://a.example/x, https://a.example/x, true",
        "https://a.example/x, http://a.example/x, false",
        "https://a.example/x, https://b.example/x, false",
        "https://a.example/x, //b.example/x, false",
        "https://a.example/x, https://a.example:8443/x, false",
        "http://a.example:8080/x, https://a.example/x, false",
        "https://a.example/x, https://user@a.example/x, false",
        "https://a.example/x, ftp://a.example/x, false"
    })
    void isLeftOnlyForTheSamePlace(String from, String location, boolean followed) {
        assertThat(Target.of(from).orElseThrow().redirectedTo(location).isPresent())
                .isEqualTo(followed);
    }

    @Test
    void isTheSamePlaceWhateverTheQuery() {
        assertThat(Target.of("https://a.example/x?run=1").orElseThrow().place())
                .isEqualTo(
                        Target.of("https://A.example:443/x?run=2").orElseThrow().place());
        assertThat(Target.of("https://a.example/x").orElseThrow().place())
                .isNotEqualTo(Target.of("https://a.example/y").orElseThrow().place());
    }

    @Test
    void isNotPrinted() {
        assertThat(Target.of("https://a.example/secret")).hasToString("Optional[Target[***]]");
    }
}
