package dev.postern.gateway.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "same-origin,,true",
        "same-origin,https://elsewhere.example,true",
        "same-site,http://postern.example,false",
        "cross-site,http://postern.example,false",
        "none,,false",
        ",http://postern.example,true",
        ",https://POSTERN.example,true",
        ",http://postern.example:8081,false",
        ",http://postern.example.elsewhere.example,false",
        ",http://elsewhere.example/postern.example,false",
        ",null,false",
        ",not a url,false",
        ",,false"
    })
    void aFormMustComeFromAPageOfOurs(String site, String origin, boolean ours) {
        // Given
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Host", "postern.example");
        if (site != null) {
            headers.add("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            headers.add("Origin", origin);
        }

        // When
        boolean isOurs = Origin.isOurs(headers);

        // Then
        assertThat(isOurs).isEqualTo(ours);
    }
}
