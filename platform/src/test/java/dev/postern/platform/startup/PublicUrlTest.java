package dev.postern.platform.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @Test
    void isTheGatewayOfThisMachineWhereNothingIsSaidAndThatIsAllowed() {
        // Given
        PublicUrl url = new PublicUrl(Optional.empty(), RuntimeEnvironment.LOCAL);
        // Then
        assertThat(url.base()).isEqualTo("http://127.0.0.1:8080");
        assertThat(findings(url).errors()).isEmpty();
        assertThat(findings(url).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost",
                "http://LOCALHOST:8080/x",
                "http://[::1]:8080",
                "http://10.1.2.3",
                "http://192.168.0.7",
                "http://172.16.0.1",
                "http://169.254.1.1",
                "http://[fd00::1]",
                "http://[fe80::1]",
                "http://0.0.0.0:8080",
                "http://gateway:8080",
                "http://nas.local",
                "https://a.internal"
            })
    void isPrivateWhereNoProviderReachesIt(String url) {
        assertThat(PublicUrl.isPrivate(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://codes.example.com",
                "https://abc.ngrok-free.app",
                "http://203.0.113.7",
                "http://172.32.0.1",
                "http://[2001:db8::1]",
                "https://localhost.example.com",
                "not an address"
            })
    void isNotPrivateWhereAProviderMayReachIt(String url) {
        assertThat(PublicUrl.isPrivate(url)).isFalse();
    }

    @Test
    void mustBeSaidInProduction() {
        assertThat(findings(new PublicUrl(Optional.empty(), RuntimeEnvironment.PRODUCTION))
                        .errors())
                .singleElement()
                .asString()
                .startsWith(PublicUrl.SETTING + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://codes.example.com",
                "https://codes.example.com/",
                " https://codes.example.com:8443/postern/ ",
                "https://[::1]"
            })
    void mayHaveAPortAndAPathButNoSlashAtItsEnd(String configured) {
        // Given
        PublicUrl url = production(configured);
        // Then
        assertThat(findings(url).errors()).isEmpty();
        assertThat(findings(url).warnings()).isEmpty();
        assertThat(url.base()).isEqualTo(configured.strip().replaceFirst("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "codes.example.com",
                "ftp://codes.example.com",
                "https:///path",
                "https://user:secret@codes.example.com",
                "https://codes.example.com?a=b",
                "https://codes.example.com#a",
                "https://codes example.com"
            })
    void isRefusedWhenNoProviderCouldPostToItAndNotQuoted(String configured) {
        assertThat(findings(production(configured)).errors())
                .containsExactly(
                        PublicUrl.SETTING + ": must be an http or https address without user, query and fragment");
    }

    @Test
    void isWarnedOfWhenCodesWouldTravelInTheClear() {
        assertThat(findings(production("http://codes.example.com")).warnings()).hasSize(1);
        assertThat(findings(new PublicUrl(Optional.of("http://codes.example.com"), RuntimeEnvironment.LOCAL))
                        .warnings())
                .isEmpty();
    }

    private static PublicUrl production(String configured) {
        return new PublicUrl(Optional.of(configured), RuntimeEnvironment.PRODUCTION);
    }

    private static Findings findings(PublicUrl url) {
        Findings findings = new Findings();
        url.check(findings);
        return findings;
    }
}
