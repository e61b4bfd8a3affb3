package dev.postern.credential.signing;

/**
 * What proves that a message is from Postern.
 *
 * @param skyvern for {@code x-skyvern-signature}: hex, over the body only, by the older of two valid secrets, since the
 *     receiver who knows one secret knows that one
 * @param webhook for {@code webhook-signature}: over id, time and body, by each valid secret, the newest first
 */
public record SignedMessage(String skyvern, String webhook) {}
