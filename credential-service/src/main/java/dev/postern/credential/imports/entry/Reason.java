package dev.postern.credential.imports.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an entry, or a whole file, is not taken. */
@Schema(name = "ImportFailureReason")
public enum Reason {
    /** The file is no export of a kind that is known here, or not of the one that was named. */
    @JsonProperty("unknown_format")
    UNKNOWN_FORMAT,
    /** The file is damaged, or an entry has another form than its application writes. */
    @JsonProperty("unreadable")
    UNREADABLE,
    /** The file is encrypted, and no password was given. */
    @JsonProperty("password_missing")
    PASSWORD_MISSING,
    /** The password does not open the file, or the file was changed after it was encrypted. */
    @JsonProperty("password_wrong")
    PASSWORD_WRONG,
    /** The file is encrypted in a way that nobody but its application can undo, or at a cost that is refused here. */
    @JsonProperty("encryption_unsupported")
    ENCRYPTION_UNSUPPORTED,
    /** The file has more entries, or grows larger when it is unpacked, than is taken at once. */
    @JsonProperty("too_large")
    TOO_LARGE,
    /** The authenticator's key cannot be used. */
    @JsonProperty("unusable_key")
    UNUSABLE_KEY,
    /** The entry is no login (a note, a card, an identity), or lay in the application's bin. */
    @JsonProperty("other_kind")
    OTHER_KIND,
    /** The entry has neither a password nor an authenticator's key. */
    @JsonProperty("empty")
    EMPTY,
    /** A value is too long or has a character that cannot be stored. */
    @JsonProperty("unstorable")
    UNSTORABLE,
    /** The organisation keeps as many credentials as it may. */
    @JsonProperty("quota")
    QUOTA
}
