package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnwrappedLinksTest {
    private static final String SECRET = "Zk3vQ81mT5xR7yWq";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET&data=05%7C01 | https://a.example/login?token=SECRET
            https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_login-3Ftoken-3DSECRET&d=DwMF | https://a.example/login?token=SECRET
            https://urldefense.com/v3/__https://a.example/login?token=SECRET__;!!AbCdEf | https://a.example/login?token=SECRET
            https://urldefense.com/v3/__https://a.example/login?token=SECRET*x__;Iw!!AbCdEf | https://a.example/login?token=SECRET#x
            """)
    void unwrapsWhatMailFiltersWrapped(String wrapped, String url) {
        assertThat(extract("Sign in: " + wrapped + " Thank you"))
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(url.replace("SECRET", SECRET)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://linkprotect.cudasvc.com/url?a=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET&c=E,1&typo=1",
                "https://secure-web.cisco.com/1AbC/https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET",
                "https://protect2.fireeye.com/v1/url?k=a-b&q=1&e=c&u=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET",
                "https://ca-9.url-protection.com/v1/url?o=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET&g=a",
                "https://x-ctp.trendmicro.com/wis/clicktime/v1/query?url=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET&umid=1",
                "https://eu-west-1.protection.sophos.com?d=a.example&u=aHR0cHM6Ly9hLmV4YW1wbGUvbG9naW4_dG9rZW49WmszdlE4MW1UNXhSN3lXcQ==&i=Nj",
                "https://clicktime.symantec.com/3AbC?u=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET",
                "https://scanmail.trustwave.com/?c=1&d=a&u=https%3a%2f%2fa%2eexample%2flogin%3ftoken%3dSECRET",
                "https://protect.checkpoint.com/v2/___https://a.example/login?token=SECRET___.YzJl",
                "https://mx.b.example/fmlurlsvc/?fewReq=:B:a&url=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET",
                "https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET&k=a",
                "https://www.google.com/url?q=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET&sa=D",
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsecure-web.cisco.com%2F1A%2F"
                        + "https%253A%252F%252Fa.example%252Flogin%253Ftoken%253DSECRET&data=05",
            })
    void unwrapsWhateverShowsItsTarget(String wrapped) {
        assertThat(extract("Sign in: " + wrapped + " Thank you"))
                .isInstanceOfSatisfying(
                        Extraction.Link.class,
                        link -> assertThat(link.url()).isEqualTo("https://a.example/login?token=" + SECRET));
    }

    private static Found extract(String text) {
        return new CodeExtractor()
                .extract(Message.text(text.replace("SECRET", SECRET)))
                .found();
    }
}
