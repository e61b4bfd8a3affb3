package dev.postern.credential.totp;

/**
 * Makes the codes of one seed by counting: RFC 4226.
 *
 * @param seed the shared secret
 * @param algorithm the hash function
 * @param form how a code is written
 */
public record CounterAuthenticator(Seed seed, HashAlgorithm algorithm, CodeForm form) {

    /** The code of a counter. */
    public TotpCode codeAt(long counter) {
        return Hotp.code(seed, algorithm, form, counter);
    }
}
