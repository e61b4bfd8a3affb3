package dev.postern.extraction;

import dev.postern.events.WireNamed;

/** Why nothing was taken from a message. */
public enum Reason implements WireNamed {
    /** Nothing in the message looks like a code that it announces. */
    NO_CANDIDATE,
    /** Several different values are equally likely, and a wrong code locks accounts. */
    AMBIGUOUS,
    /** The mail asks to confirm forwarding to Postern, which is a person's step; see {@link ForwardingSetup}. */
    FORWARDING_SETUP
}
