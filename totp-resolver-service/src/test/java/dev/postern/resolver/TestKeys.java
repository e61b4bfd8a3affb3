package dev.postern.resolver;

import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.KeysetSource;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.site.Sites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;

/** Keys for plain tests, made once for a JVM. */
public final class TestKeys {
    public static final PayloadSealer SEALER;
    public static final IndexKey INDEX_KEY;

    static {
        try {
            UnsafeLocalSecrets secrets = UnsafeLocalSecrets.in(Files.createTempDirectory("keys"));
            SEALER = PayloadSealer.of(KeysetSource.read("payload", secrets.payloadKeyset()));
            INDEX_KEY = IndexKey.of(KeysetSource.read("index", secrets.indexKey()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestKeys() {}

    /** How sites are compared under these keys. */
    public static Sites sites() {
        return new Sites(INDEX_KEY, SEALER);
    }
}
