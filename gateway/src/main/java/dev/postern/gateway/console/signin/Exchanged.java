package dev.postern.gateway.console.signin;

/** What became of the token of a link. */
sealed interface Exchanged {
    /** It was the right one, and is spent now. */
    record Opened(String apiKey) implements Exchanged {
        @Override
        public String toString() {
            return "Opened[***]";
        }
    }

    /** Why it opens nothing, and what the person does then. */
    enum Refusal implements Exchanged {
        /** The settings name no files. */
        OFF("This Postern gives out no links to sign in with. Sign in with an API key."),
        /** There is no link now. */
        SPENT("This link was used already. ./postern console prints another one."),
        /** Another link is the one that signs in. */
        REPLACED("This link is not the newest one, or it is not whole. ./postern console prints another one."),
        /** It was printed too long ago. */
        OLD("This link is older than 15 minutes. ./postern console prints another one.");

        private final String sentence;

        Refusal(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }
}
