package dev.postern.credential.vault;

/** Vault's Transit engine did not do what it was asked for. Says nothing of what was sent. */
final class TransitFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    TransitFailure(Reason reason) {
        super(reason.sentence, null, false, true);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why, and what an operator can do about it. */
    enum Reason {
        UNREACHABLE("postern.master.transit.url", "Vault cannot be reached there, or answers that it cannot work now"),
        TOKEN(
                "postern.master.transit.token-file",
                "the token cannot be read, or Vault does not allow it to use the key"),
        KEY("postern.master.transit.key", "Vault has no such key at this mount"),
        ANSWER("postern.master.transit.url", "what answers there is no Transit engine");

        private final String setting;
        private final String sentence;

        Reason(String setting, String sentence) {
            this.setting = setting;
            this.sentence = sentence;
        }

        String setting() {
            return setting;
        }

        String sentence() {
            return sentence;
        }
    }
}
