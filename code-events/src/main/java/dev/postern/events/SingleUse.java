package dev.postern.events;

/**
 * What a message came under that is good for one post: a nonce or a token of a provider whose signature does not cover the message.
 * Another content under it was forged by somebody who saw the post.
 *
 * @param tokenKey keyed hash of the channel and the nonce or token
 * @param contentKey keyed hash of what was posted under it first
 */
public record SingleUse(String tokenKey, String contentKey) {}
