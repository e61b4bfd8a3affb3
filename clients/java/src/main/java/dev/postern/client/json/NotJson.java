package dev.postern.client.json;

/** A text is no JSON. The message says where, and nothing of the text. */
public final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson(int at) {
        super("No JSON at character " + at);
    }
}
