package dev.postern.credential.bootstrap;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Keys that are there from the first start on. */
@ConfigMapping(prefix = "postern.bootstrap")
interface BootstrapSettings {

    /** File with the first key of the organisation "local". Only in the environment {@code local}. */
    Optional<Path> localKeyFile();

    /** File with the operator's first key. Looked at only while there is no operator's key. */
    Optional<Path> operatorKeyFile();

    /** The operator's first key itself, for installations that pass secrets in variables. The file wins. */
    Optional<String> operatorKey();
}
