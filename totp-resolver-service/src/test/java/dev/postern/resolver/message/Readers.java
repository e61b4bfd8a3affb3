package dev.postern.resolver.message;

import dev.postern.resolver.TestKeys;
import dev.postern.resolver.rehash.CurrentHashes;

/** What reads messages, with the keys of plain tests. */
public final class Readers {
    private Readers() {}

    public static UnsealMessage unsealMessage() {
        return new UnsealMessage(TestKeys.SEALER);
    }

    public static CodeOfMessage codeOfMessage() {
        return new CodeOfMessage(
                TestKeys.SEALER,
                TestKeys.INDEX_KEY,
                new CurrentHashes(TestKeys.INDEX_KEY, TestKeys.SEALER, TestKeys.sites()));
    }
}
