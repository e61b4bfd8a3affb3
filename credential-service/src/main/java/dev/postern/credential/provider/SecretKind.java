package dev.postern.credential.provider;

import dev.postern.events.WireNamed;

/**
 * One secret of a provider, for the person who looks for it.
 *
 * @param name what it is called at the provider
 * @param where where it is found, or who chooses it, as a sentence
 * @param need whether a channel works without it
 * @param form which text is one
 * @param example of that form; nobody's
 */
public record SecretKind(String name, String where, Need need, SecretForm form, String example) {

    /** Whether a channel works without it. */
    public enum Need implements WireNamed {
        /** A channel without it could take nothing. */
        REQUIRED,
        /** A channel needs this one, or another of its provider that says so. */
        ONE_OF,
        /** Without it the address alone is the proof, or less is read. */
        OPTIONAL
    }

    /** A channel of the provider cannot do without. */
    static SecretKind required(String name, String where, SecretForm form, String example) {
        return new SecretKind(name, where, Need.REQUIRED, form, example);
    }

    /** A channel of the provider needs this one or another such. */
    static SecretKind oneOf(String name, String where, SecretForm form, String example) {
        return new SecretKind(name, where, Need.ONE_OF, form, example);
    }

    /** A channel of the provider can do without. */
    static SecretKind optional(String name, String where, SecretForm form, String example) {
        return new SecretKind(name, where, Need.OPTIONAL, form, example);
    }

    @Override
    public String toString() {
        return "SecretKind[name=" + name + ", need=" + need + "]";
    }
}
