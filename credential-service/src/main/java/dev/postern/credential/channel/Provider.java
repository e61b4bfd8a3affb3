package dev.postern.credential.channel;

import dev.postern.platform.body.Choices;

/** The providers that can post to a channel, and what a channel of each needs. */
enum Provider {
    /** Twilio's incoming messages; the secret is the account's auth token. */
    TWILIO("twilio", false, 1),
    /** A whole mail, posted by a program such as a Cloudflare Email Worker. Signed, unless the channel has no secret. */
    MIME("mime", true, 0);

    /** By the name on the wire. */
    static final Choices<Provider> BY_NAME = Choices.of(values(), Provider::wireName);

    /** One, and another while it is being replaced. */
    static final int MOST_SECRETS = 2;

    private final String wireName;
    private final boolean mail;
    private final int leastSecrets;

    Provider(String wireName, boolean mail, int leastSecrets) {
        this.wireName = wireName;
        this.mail = mail;
        this.leastSecrets = leastSecrets;
    }

    /** As in the API, in the database and in the address it posts to. */
    String wireName() {
        return wireName;
    }

    /** Whether what it posts has headers and addresses with a plus; a text message has neither. */
    boolean mail() {
        return mail;
    }

    int leastSecrets() {
        return leastSecrets;
    }
}
