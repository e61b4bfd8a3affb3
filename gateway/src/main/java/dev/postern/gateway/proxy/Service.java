package dev.postern.gateway.proxy;

/** The services behind the gateway. Only their public listeners: the internal one of credential-service has no name here. */
enum Service {
    CREDENTIAL("credential-service"),
    CODE_INGEST("code-ingest-service"),
    TOTP_RESOLVER("totp-resolver-service");

    private final String moduleName;

    Service(String moduleName) {
        this.moduleName = moduleName;
    }

    /** The name of the module and the process, as it stands in metrics and logs. */
    String moduleName() {
        return moduleName;
    }
}
