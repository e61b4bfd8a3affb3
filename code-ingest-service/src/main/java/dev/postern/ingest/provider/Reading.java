package dev.postern.ingest.provider;

import java.util.List;

/** What an adapter says of a post. */
public sealed interface Reading {

    /**
     * It is genuine, and holds these messages.
     *
     * @param messages at least one; a provider may bring several in one post
     * @param late whether it was signed longer ago than a fresh post is: it counts unless one of its deliveries was taken
     */
    record Holds(List<ProviderMessage> messages, boolean late) implements Reading {
        public Holds {
            messages = List.copyOf(messages);
        }

        /** One message in time. */
        public Holds(ProviderMessage message) {
            this(List.of(message), false);
        }

        /** These messages in time. */
        public Holds(List<ProviderMessage> messages) {
            this(messages, false);
        }

        /** The first message. */
        public ProviderMessage message() {
            return messages.getFirst();
        }
    }

    /**
     * It is genuine, and holds a part of a long text message. The parts of one message come in posts of their own, to any replica.
     *
     * @param message the part as if it were the message
     * @param group equal for the parts of one message
     * @param number of the part, from 1
     * @param of how many parts there are
     */
    record Part(ProviderMessage message, String group, int number, int of) implements Reading {
        /** The part as a delivery of its own, also where the provider gives all parts the id of their message. */
        public ProviderMessage delivery() {
            return new ProviderMessage(
                    message.deliveryKey() + " part " + number,
                    message.recipient(),
                    message.headers(),
                    message.message(),
                    message.singleUse(),
                    message.held());
        }

        @Override
        public String toString() {
            return "Part[number=" + number + ", of=" + of + ", ***]";
        }
    }

    /** It is genuine, and holds no text: a picture, or news of something else. */
    record HoldsNothing() implements Reading {}

    /** It is not genuine, or its form is not known. */
    record Refused(Refusal reason) implements Reading {}

    /** It cannot be judged now, since something else cannot be reached. The provider should send it again. */
    record Undecided() implements Reading {}
}
