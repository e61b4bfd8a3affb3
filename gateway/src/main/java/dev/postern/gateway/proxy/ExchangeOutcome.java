package dev.postern.gateway.proxy;

/** How a proxied request ended, as far as metrics tell it apart. */
enum ExchangeOutcome {
    INFORMATIONAL("1xx"),
    SUCCESS("2xx"),
    REDIRECTION("3xx"),
    CLIENT_ERROR("4xx"),
    SERVER_ERROR("5xx"),
    /** The client closed its connection before the answer was complete. */
    CLIENT_LEFT("client-left"),
    /** The service's connection broke after a part of the answer had been passed on. */
    CUT_SHORT("cut-short");

    private final String tag;

    ExchangeOutcome(String tag) {
        this.tag = tag;
    }

    static ExchangeOutcome ofStatus(int status) {
        return switch (status / 100) {
            case 1 -> INFORMATIONAL;
            case 2 -> SUCCESS;
            case 3 -> REDIRECTION;
            case 4 -> CLIENT_ERROR;
            default -> SERVER_ERROR;
        };
    }

    String tag() {
        return tag;
    }
}
