package dev.postern.credential.provider;

import dev.postern.credential.provider.SecretKind.Need;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the secrets of a provider are.
 *
 * @param kinds in the order in which a person is asked for them; empty where the provider has none
 */
public record SecretRule(List<SecretKind> kinds) {
    public SecretRule {
        kinds = List.copyOf(kinds);
    }

    /** How many secrets a channel needs. With none the address alone is the proof, unless the provider signs with a key of its own. */
    public int least() {
        int required = (int)
                kinds.stream().filter(kind -> kind.need() == Need.REQUIRED).count();
        return required > 0 || kinds.stream().noneMatch(kind -> kind.need() == Need.ONE_OF) ? required : 1;
    }

    /** Whether the text is a secret of the provider. */
    public boolean fits(String secret) {
        return kinds.stream().anyMatch(kind -> kind.form().fits(secret));
    }

    /** What a caller is told of a text that is none. */
    public String sentence() {
        return kinds.isEmpty()
                ? "This provider has no secrets: it signs with a key of its own"
                : "Input should be "
                        + kinds.stream()
                                .map(kind -> kind.form().words())
                                .distinct()
                                .collect(Collectors.joining(", or "));
    }

    /** What secrets that each fit lack, so that no post could be proven by them; empty when they lack nothing. */
    public Optional<String> lacking(List<String> secrets) {
        return kinds.stream()
                .filter(kind -> kind.need() == Need.REQUIRED)
                .filter(kind -> secrets.stream().noneMatch(kind.form()::fits))
                .findFirst()
                .map(kind -> "The secrets lack: " + kind.name())
                .or(() -> lackingOneOf(secrets));
    }

    private Optional<String> lackingOneOf(List<String> secrets) {
        List<SecretKind> choice =
                kinds.stream().filter(kind -> kind.need() == Need.ONE_OF).toList();
        boolean lacking = !choice.isEmpty()
                && secrets.stream()
                        .noneMatch(secret ->
                                choice.stream().anyMatch(kind -> kind.form().fits(secret)));
        return lacking
                ? Optional.of("The secrets lack: "
                        + choice.stream().map(SecretKind::name).collect(Collectors.joining(", or ")))
                : Optional.empty();
    }
}
