package dev.postern.resolver.message;

import dev.postern.events.WireNamed;
import dev.postern.platform.body.Choices;

/** Where a message stands. */
public enum MessageState implements WireNamed {
    /** Nothing was found in it yet. */
    OPEN,
    /** A later reading found a code or a link. */
    PARSED,
    /** A person chose its code or link. */
    PICKED,
    /** A person put it aside. */
    DISMISSED;

    /** By the names on the wire and in the database. */
    static final Choices<MessageState> BY_NAME = Choices.of(values(), MessageState::wireName);
}
