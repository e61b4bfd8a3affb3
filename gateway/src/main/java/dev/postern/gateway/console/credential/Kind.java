package dev.postern.gateway.console.credential;

import java.util.Arrays;

/** The tabs of the page. */
enum Kind {
    PASSWORDS("passwords", "Passwords", "password", "password"),
    CARDS("cards", "Credit Cards", "credit_card", "credit card"),
    SECRETS("secrets", "Secrets", "secret", "secret"),
    LINKS("links", "Magic Links", "", "");

    private final String wireName;
    private final String title;
    private final String type;
    private final String one;

    Kind(String wireName, String title, String type, String one) {
        this.wireName = wireName;
        this.title = title;
        this.type = type;
        this.one = one;
    }

    /** The tab of an address; passwords when it names none. */
    static Kind of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst()
                .orElse(PASSWORDS);
    }

    /** The tab on which a credential of this type is. */
    static Kind ofType(String type) {
        return Arrays.stream(values())
                .filter(kind -> !type.isEmpty() && kind.type.equals(type))
                .findFirst()
                .orElse(PASSWORDS);
    }

    /** As in the address. */
    public String wireName() {
        return wireName;
    }

    /** As the tab is called. */
    public String title() {
        return title;
    }

    /** As the API calls its credentials. */
    String type() {
        return type;
    }

    /** One of them, for sentences. */
    public String one() {
        return one;
    }

    /** Whether it lists logins. */
    public boolean isPasswords() {
        return this == PASSWORDS;
    }

    /** Whether it lists cards. */
    public boolean isCards() {
        return this == CARDS;
    }

    /** Whether it lists what is neither a login nor a card. */
    public boolean isSecrets() {
        return this == SECRETS;
    }

    /** Whether it lists received links, which are no credentials. */
    public boolean isLinks() {
        return this == LINKS;
    }
}
