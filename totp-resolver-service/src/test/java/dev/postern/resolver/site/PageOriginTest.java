package dev.postern.resolver.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageOriginTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                " https://example.com/ ",
                "HTTPS://EXAMPLE.COM:443",
                "http://example.com.",
                "https://example.com./login?filters[]=a|b&next={x}^`#frag ment",
                "https://example.com\\\\login",
                "https://example.com?x@y",
                "https://user:pw@example.com:8443/x",
                "https://example\u3002com/",
                "https://example.com:"
            })
    void hasTheHostOfWhatABrowserShows(String address) {
        assertThat(PageOrigin.host(address)).contains("example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "https://b\u00FCcher.example/x, xn--bcher-kva.example",
        "https://xn--bcher-kva.example, xn--bcher-kva.example",
        "http://localhost:3000, localhost",
        "http://my_site:3000/, my_site",
        "http://127.0.0.1:8080, 127.0.0.1",
        "https://[::1]:8443/, [::1]",
    })
    void hasNamesAndAddressesOfEveryKind(String address, String host) {
        assertThat(PageOrigin.host(address)).contains(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "//example.com",
                "https://",
                "https:///x",
                "https://exa mple.com",
                "https://@/",
                "https://example.com:port",
                "https://[::1",
                "ftp://example.com",
                "null",
                "about:blank",
                "javascript:https://example.com",
                "x https://example.com"
            })
    void noOtherTextHasOne(String text) {
        assertThat(PageOrigin.host(text)).isEmpty();
    }
}
