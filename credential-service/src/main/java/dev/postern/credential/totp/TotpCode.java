package dev.postern.credential.totp;

/** A code to be typed at a login. Neither printed nor serialised by accident. */
public final class TotpCode {
    private final String digits;

    TotpCode(String digits) {
        this.digits = digits;
    }

    /** The digits, with leading zeros; or letters, of a form that has those. */
    public String reveal() {
        return digits;
    }

    @Override
    public String toString() {
        return "***";
    }
}
