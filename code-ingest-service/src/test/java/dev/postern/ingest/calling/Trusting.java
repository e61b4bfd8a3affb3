package dev.postern.ingest.calling;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Whom this process trusts. */
public final class Trusting {
    private Trusting() {}

    /** From now on also the certificates of a file in PEM, as the operator's setting says. */
    public static void alsoThoseOf(Path pem) throws IOException, GeneralSecurityException {
        TrustedServers.trust(pem);
    }
}
