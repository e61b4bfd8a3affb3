package dev.postern.credential.imports.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of an export. No {@code toString()} shows a secret. */
public sealed interface Entry {

    /** What the entry is called; never empty. */
    String name();

    /** The login's name at the site; empty: none. */
    String username();

    /** What of the entry does not come over. */
    List<Notice> notices();

    /**
     * A login that can be stored.
     *
     * @param password for the site; empty: none
     * @param totp the key of an authenticator that goes by the time, as it is stored; null: none
     * @param hotp the key of one that counts, as it is stored; null: none
     * @param url where the login is; null: not said
     */
    record Login(
            String name,
            String username,
            String password,
            @Nullable String totp,
            @Nullable String hotp,
            @Nullable String url,
            List<Notice> notices)
            implements Entry {
        public Login {
            notices = List.copyOf(notices);
        }

        @Override
        public String toString() {
            return "Login";
        }
    }

    /**
     * An entry that cannot be stored.
     *
     * @param reason why
     * @param message as a sentence
     */
    record Unusable(String name, String username, Reason reason, String message, List<Notice> notices)
            implements Entry {
        public Unusable {
            notices = List.copyOf(notices);
        }

        @Override
        public String toString() {
            return "Unusable[" + reason + "]";
        }
    }
}
