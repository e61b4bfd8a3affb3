package dev.postern.ingest.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.MatchBy;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddresseeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RECIPIENT |                 |            |    | Anna <Anna@Example.com>            | anna@example.com
            RECIPIENT |                 |            |    | +1 (202) 555-0143                  | +12025550143
            RECIPIENT |                 |            | DE | 0170 5550123                       | +491705550123
            RECIPIENT |                 |            | US | 22395                              | 22395
            FIXED     |                 | front desk |    | +12025550143                       | front desk
            FIXED     |                 | A@B.example|    | +12025550143                       | a@b.example
            HEADER    | X-Forwarded-To  |            |    | in@in.example.com                  | user@example.com
            HEADER    | x-several       |            |    | in@in.example.com                  | first@example.com
            HEADER    | X-Empty         |            |    | in@in.example.com                  | in@in.example.com
            HEADER    | X-Absent        |            |    | in@in.example.com                  | in@in.example.com
            PLUS_PART |                 |            |    | codes+anna@in.example.com          | anna
            PLUS_PART |                 |            |    | codes+anna=example.com@in.example.com | anna@example.com
            PLUS_PART |                 |            |    | Codes+Anna+B=Example.com@in.example.com | anna+b@example.com
            PLUS_PART |                 |            |    | codes@in.example.com               | codes@in.example.com
            PLUS_PART |                 |            |    | codes+@in.example.com              | codes+@in.example.com
            PLUS_PART |                 |            |    | +12025550143                       | +12025550143
            """)
    void findsTheIdentifierByItsRule(
            MatchBy rule, String header, String fixed, String region, String recipient, String expected) {
        // Given
        Map<String, String> headers = Map.of(
                "X-Forwarded-To", "User <user@example.com>",
                "x-several", "first@example.com, second@example.com",
                "X-Empty", " ");
        // When
        String found = new Addressee(rule, header, fixed, region)
                .of(
                        recipient,
                        null,
                        name -> Stream.ofNullable(headers.get(name)).toList(),
                        null)
                .normalised();
        // Then
        assertThat(found).isEqualTo(expected);
    }
}
