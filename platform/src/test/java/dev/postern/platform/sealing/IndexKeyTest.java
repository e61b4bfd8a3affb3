package dev.postern.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey.Noting;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class IndexKeyTest {
    private final IndexKey key = fresh();

    @Property
    void noTwoListsOfPartsHashAlike(
            @ForAll @StringLength(max = 8) String one,
            @ForAll @StringLength(max = 8) String other,
            @ForAll @StringLength(max = 8) String anOne,
            @ForAll @StringLength(max = 8) String anOther) {
        // Given
        Assume.that(!one.matches(".*\\p{Cs}.*") && !other.matches(".*\\p{Cs}.*"));
        Assume.that(!anOne.matches(".*\\p{Cs}.*") && !anOther.matches(".*\\p{Cs}.*"));
        // Then
        assertThat(key.digest(one, other).equals(key.digest(anOne, anOther)))
                .isEqualTo(one.equals(anOne) && other.equals(anOther));
        assertThat(key.digest(one + other, "").equals(key.digest(one, other))).isEqualTo(other.isEmpty());
    }

    @Test
    void codesAndRequestsMeetHoweverTheirIdentifierIsSpelt() {
        assertThat(key.matchKey("o_1", Identifier.of(" Me@Example.com ")))
                .isEqualTo(key.matchKey("o_1", Identifier.of("me@example.com")))
                .isNotEqualTo(key.matchKey("o_2", Identifier.of("me@example.com")));
    }

    @Test
    void aSenderIsFoundByItsAddressAndByTheDomainsAboveIt() {
        assertThat(key.senderKeys("o_1", "No-Reply@mail.example.com"))
                .containsExactly(
                        key.senderKey("o_1", "no-reply@mail.example.com"),
                        key.senderKey("o_1", "@mail.example.com"),
                        key.senderKey("o_1", "EXAMPLE.com"));
        assertThat(key.senderKeys("o_1", "ACME")).containsExactly(key.senderKey("o_1", "acme"));
    }

    @Test
    void aRepeatIsOfOneSenderOneIdentifierAndOneText() {
        // Given
        Identifier me = Identifier.of("me@example.com");
        Identifier you = Identifier.of("you@example.com");
        // Then
        assertThat(key.repeatKey("o_1", me, "ak_1", "text"))
                .isEqualTo(key.repeatKey("o_1", me, "ak_1", "text"))
                .isNotEqualTo(key.repeatKey("o_1", me, "ak_2", "text"))
                .isNotEqualTo(key.repeatKey("o_1", me, "ak_1", "texts"))
                .isNotEqualTo(key.repeatKey("o_1", you, "ak_1", "text"));
    }

    @Test
    void nobodyCanTestAnAddressWithoutTheKey() {
        assertThat(fresh().matchKey("o_1", Identifier.of("me@example.com")))
                .isNotEqualTo(key.matchKey("o_1", Identifier.of("me@example.com")));
    }

    @Test
    void replicasThatAreOnePhaseApartBelieveEachOther() throws GeneralSecurityException {
        // Given: files as they are while a key is replaced, one after the other.
        List<IndexKey> phases = phases();
        byte[] value = {1, 2};
        for (int signs = 0; signs < phases.size(); signs++) {
            // When
            String mac = phases.get(signs).recordMac("topic", "key", value);
            String ofNothing = phases.get(signs).recordMac("topic", "key", null);
            String digest = phases.get(signs).digest("purpose", "text");
            for (int reads = 0; reads < phases.size(); reads++) {
                IndexKey reader = phases.get(reads);
                boolean hasTheKey = signs < 2 ? reads < 3 : reads > 0;
                // Then
                assertThat(reader.isRecordMac(mac, "topic", "key", value))
                        .as(signs + " signs, " + reads + " reads")
                        .isEqualTo(hasTheKey);
                assertThat(reader.isRecordMac(ofNothing, "topic", "key", null)).isEqualTo(hasTheKey);
                assertThat(reader.isDigest(digest, "purpose", "text")).isEqualTo(hasTheKey);
                assertThat(reader.isRecordMac(mac, "topic", "other", value)
                                || reader.isRecordMac(mac, "other", "key", value)
                                || reader.isRecordMac(mac, "topic", "key", new byte[] {2, 1})
                                || reader.isRecordMac(mac, "topic", "key", null)
                                || reader.isRecordMac("", "topic", "key", value)
                                || reader.isDigest(digest, "purpose", "texts")
                                || reader.isDigest(mac, "purpose", "text")
                                || reader.isDigest(null, "purpose", "text"))
                        .isFalse();
            }
        }
    }

    /** Whatever is hashed in one state is found by the hashes of the next one and of the one before. */
    @Property(tries = 50)
    void neighbouringStatesFindWhatTheOtherMade(@ForAll @StringLength(min = 1, max = 20) String text) throws Exception {
        // Given
        List<IndexKey> phases = phases();
        Identifier identifier = Identifier.of(text);
        for (int i = 0; i + 1 < phases.size(); i++) {
            for (int[] pair : new int[][] {{i, i + 1}, {i + 1, i}}) {
                IndexKey writer = phases.get(pair[0]);
                IndexKey reader = phases.get(pair[1]);
                Noting written = writer.noting();
                Noting read = reader.noting();
                // When
                List<List<String>> made = Stream.of(written, read)
                        .map(each -> List.of(
                                each.key().matchKey("o_1", identifier).value(),
                                each.key().digest("purpose", text),
                                each.key().senderKeys("o_1", "a@b.example").getLast(),
                                each.key()
                                        .repeatKey("o_1", identifier, "ak_1", text)
                                        .value()))
                        .toList();
                // Then
                for (int kind = 0; kind < made.getFirst().size(); kind++) {
                    String stored = made.getFirst().get(kind);
                    String ours = made.getLast().get(kind);
                    assertThat(stored.equals(ours)
                                    || read.others().of(ours).contains(stored)
                                    || written.others().of(stored).contains(ours))
                            .isTrue();
                }
                assertThat(reader.matchKeys("o_1", identifier)
                                        .contains(made.getFirst().getFirst())
                                || writer.matchKeys("o_1", identifier)
                                        .contains(made.getLast().getFirst()))
                        .isTrue();
            }
        }
        assertThat(phases.getFirst().noting().others().isEmpty()).isTrue();
    }

    /** The old key alone; the new one behind it; the new one as the primary one; the new one alone. */
    private static List<IndexKey> phases() throws GeneralSecurityException {
        KeysetHandle before = KeysetSource.parse("test", Keysets.prf());
        KeysetHandle both = KeysetHandle.newBuilder(before)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                        .withRandomId())
                .build();
        KeysetHandle.Builder promoted = KeysetHandle.newBuilder(both);
        promoted.getAt(1).makePrimary();
        KeysetHandle changed = promoted.build();
        KeysetHandle after = KeysetHandle.newBuilder(changed).deleteAt(0).build();
        List<IndexKey> phases = new ArrayList<>();
        for (KeysetHandle keys : List.of(before, both, changed, after)) {
            phases.add(IndexKey.of(keys));
        }
        return phases;
    }

    private static IndexKey fresh() {
        try {
            return IndexKey.of(KeysetSource.parse("test", Keysets.prf()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
