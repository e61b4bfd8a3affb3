package dev.postern.resolver.handle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.idempotency.IdempotencyKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** What a handle says, and that nobody else can make one. */
class CodeHandlesTest {
    private static final String REQUEST = "cr_AAECAwQFBgcICQoLDA0ODw";
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final CodeHandles handles = new CodeHandles(TestKeys.INDEX_KEY, Clock.fixed(NOW, ZoneOffset.UTC));

    @Example
    void namesItsRequestAndItsEndToItsOrganisation() {
        // When
        CodeHandle handle = handles.handle("o_1", REQUEST);

        // Then
        Instant end = Instant.parse("2030-01-02T03:05:05Z");
        assertThat(handle.expiresAt()).isEqualTo(end);
        assertThat(handles.read("o_1", handle.text())).contains(new CodeHandles.Named(REQUEST, end));
        assertThat(handle.text()).hasSize(52).matches("hdl_[A-Za-z0-9_-]+");
    }

    @Example
    void saysNothingToAnotherOrganisation() {
        assertThat(handles.read("o_2", handles.handle("o_1", REQUEST).text())).isEmpty();
    }

    /** With line ends, by which a list of texts could be joined. */
    @Example
    void aRedeemerIsOneApiKeyWithOneHandleAndOneIdempotencyKey() {
        // Given
        List<String> texts = List.of("", "a", "\n", "a\n", "\na");

        // When
        List<String> redeemers = new ArrayList<>();
        for (String organization : texts) {
            for (String apiKey : texts) {
                for (String handle : texts) {
                    for (String key : texts) {
                        redeemers.addAll(
                                handles.redeemers(caller(organization, apiKey), handle, new IdempotencyKey(key, "")));
                    }
                }
            }
        }

        // Then
        assertThat(redeemers).hasSize(625).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Example
    void aRedeemerWithoutAnIdempotencyKeyIsNobodyWhoCanComeAgain() {
        assertThat(handles.redeemers(caller("o_1", "ak_1"), "hdl_1", IdempotencyKey.of(null, "")))
                .isEmpty();
    }

    private static Caller caller(String organizationId, String apiKeyId) {
        return new Caller(organizationId, apiKeyId, Set.of(Scope.CODES_REDEEM));
    }

    @Property
    void isOfNoUseWithOneLetterChanged(@ForAll @IntRange(min = 4, max = 51) int place, @ForAll("letters") char letter) {
        // Given
        String text = handles.handle("o_1", REQUEST).text();
        Assume.that(text.charAt(place) != letter);

        // When
        String changed = text.substring(0, place) + letter + text.substring(place + 1);

        // Then
        assertThat(handles.read("o_1", changed)).isEmpty();
    }

    @Provide
    Arbitrary<Character> letters() {
        return Arbitraries.chars().with(LETTERS);
    }

    @Property
    void anyOtherTextSaysNothing(@ForAll @StringLength(max = 80) String text) {
        assertThat(handles.read("o_1", text)).isEmpty();
        assertThat(handles.read("o_1", "hdl_" + text)).isEmpty();
    }
}
