package dev.postern.credential.provider;

/**
 * What the secrets of a provider are.
 *
 * @param least how many a channel needs; with none the address alone is the proof
 * @param form which text is one
 */
public record SecretRule(int least, SecretForm form) {}
