package dev.postern.platform.sealing;

import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.postern.local.files.UnsafeLocalSecrets;

/** Fresh keysets in Tink's JSON form. */
final class Keysets {

    private Keysets() {}

    static String aead() {
        return UnsafeLocalSecrets.keyset(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE);
    }

    static String prf() {
        return UnsafeLocalSecrets.keyset(PredefinedPrfParameters.HMAC_SHA256_PRF);
    }
}
