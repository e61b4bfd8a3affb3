package dev.postern.platform.sealing;

import java.security.GeneralSecurityException;

/** An index key for tests of other packages. */
public final class TestIndexKey {
    public static final IndexKey KEY = fresh();

    private TestIndexKey() {}

    public static IndexKey fresh() {
        try {
            return IndexKey.of(KeysetSource.parse("test", Keysets.prf()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
