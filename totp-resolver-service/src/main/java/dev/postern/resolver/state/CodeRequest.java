package dev.postern.resolver.state;

import java.time.Instant;

/** A login's request for a code, in one of the states that a row of {@code code_requests} can be in. */
public sealed interface CodeRequest {
    /** What was asked for. */
    Asked asked();

    /** It has no code yet, and may get one until it expires. */
    sealed interface Waiting extends CodeRequest {}

    /** It waits, and no code was withheld from it. */
    record Open(Asked asked) implements Waiting {}

    /**
     * A code was withheld from it, since the code is bound to a site other than the page's. No caller was told yet.
     *
     * @param totpCodeId the code
     */
    record Warned(Asked asked, String totpCodeId) implements Waiting {}

    /** It was given a code. */
    sealed interface HasCode extends CodeRequest {
        /** The code. */
        Delivery delivery();
    }

    /** It has its code; whether the site took it is not known yet. */
    record Delivered(Asked asked, Delivery delivery) implements HasCode {}

    /** Nothing more will happen to it. */
    sealed interface Ended extends CodeRequest {}

    /** The site took the code. */
    record Accepted(Asked asked, Delivery delivery) implements Ended, HasCode {}

    /** The site refused the code. */
    record Rejected(Asked asked, Delivery delivery) implements Ended, HasCode {}

    /** It had its code and gave it back. */
    record Released(Asked asked, Delivery delivery) implements Ended, HasCode {}

    /** It waited in vain. */
    record Expired(Asked asked) implements Ended {}

    /** It was cancelled while it waited. */
    record Cancelled(Asked asked) implements Ended {}

    /** Its status, as callers and the database name it. */
    default Status status() {
        return switch (this) {
            case Waiting _ -> Status.WAITING;
            case Delivered _ -> Status.DELIVERED;
            case Accepted _ -> Status.ACCEPTED;
            case Rejected _ -> Status.REJECTED;
            case Expired _ -> Status.EXPIRED;
            case Cancelled _, Released _ -> Status.CANCELLED;
        };
    }

    /** {@code cr_…}. */
    default String id() {
        return asked().id();
    }

    /** The owner. */
    default String organizationId() {
        return asked().organizationId();
    }

    /** When waiting ends. */
    default Instant expiresAt() {
        return asked().expiresAt();
    }

    /** Whether it has stopped waiting; only its caller can change it then. */
    default boolean isFinal() {
        return !(this instanceof Waiting);
    }
}
