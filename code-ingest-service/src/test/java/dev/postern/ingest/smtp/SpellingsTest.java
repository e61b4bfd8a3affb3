package dev.postern.ingest.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.MatchBy;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.identifier.MailAddress;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An address is the same one however it is spelled, wherever ingest compares addresses. */
class SpellingsTest {
    private static final List<String> LABELS =
            List.of("example", "bücher", "münchen-shop", "пример", "例え", "ελλάδα", "in", "xn--mller-kva", "a1");

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> local = Arbitraries.of("codes", "anna.b", "o'neil", "ärger", "codes+shop", "имя");
        Arbitrary<String> domain =
                Arbitraries.of(LABELS).list().ofMinSize(2).ofMaxSize(3).map(labels -> String.join(".", labels));
        return Combinators.combine(local, domain).as((name, host) -> name + "@" + host);
    }

    @Property
    void itsChannelTakesItsMail(@ForAll("addresses") String address, @ForAll long named, @ForAll long written) {
        // Given
        Stream<Channel> channels =
                Stream.of(FakeIntake.channel("ch_1", "o_1", "other.example " + spelled(address, new Random(named))));
        // When
        Claim claim = Claim.on(spelled(address, new Random(written)), channels);
        // Then
        assertThat(claim).isInstanceOf(Claim.Held.class);
    }

    @Property
    void itIsOneIdentifier(@ForAll("addresses") String address, @ForAll long one, @ForAll long other) {
        assertThat(Identifier.of(spelled(address, new Random(one))))
                .isInstanceOf(Identifier.Email.class)
                .isEqualTo(Identifier.of(spelled(address, new Random(other))));
    }

    @Property
    void theMailIsForWhomItsSenderWroteTo(@ForAll("addresses") String address, @ForAll long one, @ForAll long other) {
        // Given
        String trace = spelled(address, new Random(one));
        String shown = spelled(address, new Random(other));
        // When
        Identifier found = new Addressee(MatchBy.RECIPIENT, null, null, null)
                .of(
                        "codes@in.example.com",
                        "a@site.example",
                        name -> switch (name) {
                            case "X-Forwarded-For" -> List.of(trace);
                            case "To" -> List.of("bob@other.example, Anna <" + shown + ">");
                            default -> List.of();
                        },
                        null);
        // Then
        assertThat(found.normalised()).isEqualTo(MailAddress.normal(address));
    }

    @Property
    void itsNormalFormIsItself(@ForAll("addresses") String address, @ForAll long seed) {
        // When
        String normal = MailAddress.normal(spelled(address, new Random(seed)));
        // Then
        assertThat(normal).isEqualTo(MailAddress.normal(address));
        assertThat(MailAddress.normal(normal)).isEqualTo(normal);
    }

    private static String spelled(String address, Random random) {
        int at = address.indexOf('@');
        String local = cased(address.substring(0, at), random);
        String domain = Stream.of(address.substring(at + 1).split("\\."))
                .map(label -> label(label, random))
                .collect(Collectors.joining(random.nextInt(5) == 0 ? "。" : "."));
        String whole = local + "@" + domain + (random.nextInt(4) == 0 ? "." : "");
        return Normalizer.normalize(whole, random.nextBoolean() ? Normalizer.Form.NFC : Normalizer.Form.NFD);
    }

    private static String label(String label, Random random) {
        boolean isAscii = label.chars().allMatch(c -> c < 0x80);
        String other = isAscii ? IDN.toUnicode(label) : IDN.toASCII(label);
        return cased(random.nextBoolean() ? label : other, random);
    }

    private static String cased(String text, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> text;
            default ->
                text.codePoints()
                        .mapToObj(Character::toString)
                        .map(c -> random.nextBoolean() ? c.toUpperCase(Locale.ROOT) : c)
                        .collect(Collectors.joining());
        };
    }
}
