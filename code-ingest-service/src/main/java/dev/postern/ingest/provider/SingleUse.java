package dev.postern.ingest.provider;

/**
 * A nonce or token that is good for one post, of a provider whose signature does not cover the message.
 *
 * @param token the nonce or token
 * @param content equal for equal posts
 * @param comesAgain whether the provider may send a post again under it; otherwise each attempt has one of its own
 */
public record SingleUse(String token, String content, boolean comesAgain) {
    @Override
    public String toString() {
        return "SingleUse[***]";
    }
}
