package dev.postern.credential.vault;

import java.nio.file.Path;
import java.util.Optional;

/** Settings that tests give. */
record MasterKeyPlace(Optional<Path> keyFile, Optional<String> keyset, Transit transit) implements MasterKeySettings {

    record Place(Optional<String> url, Optional<String> key, Optional<Path> tokenFile, Optional<String> namespace)
            implements MasterKeySettings.Transit {
        @Override
        public String mount() {
            return "transit";
        }
    }

    private static final Place NOWHERE =
            new Place(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static MasterKeyPlace file(Optional<Path> file) {
        return new MasterKeyPlace(file, Optional.empty(), NOWHERE);
    }

    static MasterKeyPlace text(String json) {
        return new MasterKeyPlace(Optional.empty(), Optional.of(json), NOWHERE);
    }

    static MasterKeyPlace transit(String url, String key, Path tokenFile) {
        return new MasterKeyPlace(
                Optional.empty(),
                Optional.empty(),
                new Place(Optional.of(url), Optional.of(key), Optional.of(tokenFile), Optional.of("team")));
    }
}
