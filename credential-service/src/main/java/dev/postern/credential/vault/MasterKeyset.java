package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A master key in a keyset that operators change while the service runs. All keys of the keyset open. The one that wraps is decided in
 * the database, for all replicas at once: the keyset's own primary key is only a proposal.
 */
final class MasterKeyset implements MasterKey.Place {
    // Locked until the transaction ends, so that nothing comes under a key once another is in use.
    private static final Sql IN_USE = Sql.of("SELECT key_id FROM master_key_in_use FOR SHARE");

    private final Supplier<KeysetHandle> source;
    private volatile KeysetHandle keys;

    /** @param source reads the keyset; may fail while somebody writes it */
    MasterKeyset(Supplier<KeysetHandle> source) throws GeneralSecurityException {
        this.source = source;
        this.keys = source.get();
        aead(keys);
    }

    @Override
    public Aead opening() throws GeneralSecurityException {
        return aead(keys);
    }

    @Override
    public Aead wrapping(Connection connection) throws SQLException, GeneralSecurityException {
        Optional<Long> inUse = IN_USE.query(
                        connection, Binding.NONE, row -> Optional.ofNullable(row.getObject(1, Long.class)))
                .getFirst();
        if (inUse.isEmpty()) {
            return aead(keys);
        }
        KeysetHandle led = ledBy(inUse.get());
        if (led == null && readAgain()) {
            led = ledBy(inUse.get());
        }
        if (led == null) {
            throw Problem.unavailable(Hindrance.KEY_AWAY, "The master key in use is not in the keyset of this replica");
        }
        return aead(led);
    }

    /** A keyset that cannot be read now counts as unchanged. */
    @Override
    public boolean readAgain() {
        try {
            KeysetHandle read = source.get();
            aead(read);
            boolean changed = !read.equalsKeyset(keys);
            keys = read;
            return changed;
        } catch (RuntimeException | GeneralSecurityException e) {
            return false;
        }
    }

    /** The ids of all keys. */
    List<Long> ids() {
        KeysetHandle now = keys;
        return IntStream.range(0, now.size())
                .mapToObj(place -> Integer.toUnsignedLong(now.getAt(place).getId()))
                .toList();
    }

    /** The id of the key that the keyset proposes. */
    long primaryId() {
        return Integer.toUnsignedLong(keys.getPrimary().getId());
    }

    private @Nullable KeysetHandle ledBy(long id) throws GeneralSecurityException {
        int place = ids().indexOf(id);
        if (place < 0) {
            return null;
        }
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        builder.getAt(place).makePrimary();
        return builder.build();
    }

    private static Aead aead(KeysetHandle keyset) throws GeneralSecurityException {
        return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }
}
