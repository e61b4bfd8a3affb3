package dev.postern.credential.imports.entry;

import java.util.regex.Pattern;

/**
 * Something in an export that does not come over, or not as it was.
 *
 * @param field the application's name for it
 * @param message a sentence, without anything of the value
 */
public record Notice(String field, String message) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} _.:/()'-]{1,60}");

    public Notice {
        // What stands where a name should be may be anything, a secret too.
        field = NAME.matcher(field).matches() ? field : "a field";
    }

    /** Of a member that Postern has no place for. */
    public static Notice notKept(String field) {
        return new Notice(field, "It is not kept.");
    }
}
