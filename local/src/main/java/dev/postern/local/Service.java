package dev.postern.local;

import java.nio.file.Path;

/** The processes of Postern, each packaged as a Quarkus application in the module of its name. */
public enum Service {
    CREDENTIAL_SERVICE("credential-service"),
    CODE_INGEST_SERVICE("code-ingest-service"),
    TOTP_RESOLVER_SERVICE("totp-resolver-service"),
    GATEWAY("gateway");

    private final String moduleName;

    Service(String moduleName) {
        this.moduleName = moduleName;
    }

    /** The module, and the name of the process and its log. */
    public String moduleName() {
        return moduleName;
    }

    Path jar(Path checkout) {
        return checkout.resolve(moduleName).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
