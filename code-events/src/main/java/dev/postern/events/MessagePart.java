package dev.postern.events;

import java.util.Objects;

/**
 * Which part of a long text message it is, where a provider brings each part by itself. A part is no message: the whole is told by an
 * event of its own, with the id of its first part.
 *
 * @param groupKey keyed hash of the channel and what the parts of one message have in common. A phone network uses its numbers again,
 *     so another message may have this hash later
 * @param number of the part, from 1
 * @param total how many parts the message has
 */
public record MessagePart(String groupKey, int number, int total) {
    public MessagePart {
        Objects.requireNonNull(groupKey, "groupKey");
        if (number < 1 || number > total) {
            throw new IllegalArgumentException("A part has a number from 1 to the number of all parts");
        }
    }
}
