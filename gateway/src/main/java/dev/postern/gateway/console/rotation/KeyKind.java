package dev.postern.gateway.console.rotation;

import java.util.Map;

/** The kinds of keys that the page replaces, as people read of them. */
enum KeyKind {
    DATA(
            "data",
            "Data keys",
            "They encrypt the passwords, keys of authenticators, cards and secrets of each organisation.",
            "Nothing has to be prepared.",
            Map.of()),
    MASTER(
            "master",
            "Master key",
            "It wraps the data keys.",
            "First add a new key to the keyset file of each replica of credential-service, as its primary key. With"
                    + " Vault nothing has to be prepared.",
            Map.of(
                    "spreading",
                    "Add the key to the file of each replica that is named below.",
                    "removing",
                    "Take the old key out of the file of each replica that is named below. With Vault, forbid the old"
                            + " versions.")),
    PAYLOAD(
            "payload",
            "Payload key",
            "It seals codes, links and messages on Kafka and in the resolver's database.",
            "First add a new key to the payload keyset of each service, behind the present key, which stays the"
                    + " primary one.",
            KeyKind.inFiles()),
    INDEX(
            "index",
            "Index key",
            "It hashes the addresses by which codes and requests meet, and signs records.",
            "First add a new key to the index keyset of each service, behind the present key, which stays the primary"
                    + " one.",
            KeyKind.inFiles());

    private final String wireName;
    private final String title;
    private final String protects;
    private final String before;
    // Of Map.of, which nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> toDo;

    KeyKind(String wireName, String title, String protects, String before, Map<String, String> toDo) {
        this.wireName = wireName;
        this.title = title;
        this.protects = protects;
        this.before = before;
        this.toDo = toDo;
    }

    /** What an operator does to the files of all services. */
    private static Map<String, String> inFiles() {
        return Map.of(
                "spreading",
                "Add the key to the file of each replica that is named below.",
                "promoting",
                "Make the key the primary one in the file of each replica that is named below.",
                "removing",
                "Take the old key out of the file of each replica that is named below.");
    }

    /** As the API names it. */
    public String wireName() {
        return wireName;
    }

    public String title() {
        return title;
    }

    /** What it protects. */
    public String protects() {
        return protects;
    }

    /** What an operator does before a rotation begins. */
    public String before() {
        return before;
    }

    /** Whether one organisation's keys can be replaced alone. */
    public boolean isOfOrganizations() {
        return this == DATA;
    }

    /** What an operator does in a step; empty for nothing. */
    String toDo(String step) {
        return toDo.getOrDefault(step, "");
    }

    /** How the API's name of a kind reads; a kind that this page does not know is shown by its name. */
    static String title(String wireName) {
        for (KeyKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind.title;
            }
        }
        return wireName;
    }
}
