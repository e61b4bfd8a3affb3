package dev.postern.client.error;

import dev.postern.client.model.Hint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The code did not come in time. The login still waits: ask again, or leave the block to give up. */
public final class CodeTimeout extends NoCode {
    private static final long serialVersionUID = 1L;

    private final Duration waited;
    private final transient List<Hint> hints;
    private final @Nullable PosternException trouble;

    /**
     * @param waited for how long
     * @param requestId null before there is one
     * @param hints what the server knows
     * @param warnings what was withheld, as sentences
     * @param trouble the last failure of a call; null when calls worked
     */
    public CodeTimeout(
            Duration waited,
            @Nullable String requestId,
            List<Hint> hints,
            List<String> warnings,
            @Nullable PosternException trouble) {
        super(sentence(waited, requestId, hints, warnings, trouble), requestId, trouble);
        this.waited = waited;
        this.hints = List.copyOf(hints);
        this.trouble = trouble;
    }

    /** For how long the code was waited for. */
    public Duration waited() {
        return waited;
    }

    /**
     * What the server knows: a message without a code, a code that was not given and why. Empty without the scope {@code codes:read},
     * and in an error that was serialized.
     */
    public List<Hint> hints() {
        return hints == null ? List.of() : hints;
    }

    /** The last failure of a call; null when calls worked. */
    public @Nullable PosternException trouble() {
        return trouble;
    }

    private static String sentence(
            Duration waited,
            @Nullable String requestId,
            List<Hint> hints,
            List<String> warnings,
            @Nullable PosternException trouble) {
        List<String> lines = new ArrayList<>();
        for (Hint hint : hints) {
            if (hint.text() != null) {
                lines.add(hint.text());
            }
        }
        lines.addAll(warnings);
        if (trouble != null) {
            lines.add("the last call failed: " + trouble.getMessage());
        }
        String seconds = String.valueOf(waited.toMillis() / 1000.0).replaceAll("\\.0$", "");
        StringBuilder said = new StringBuilder("No code came in " + seconds + " seconds for " + requestId);
        said.append(lines.isEmpty() ? "" : ":");
        lines.forEach(line -> said.append("\n- ").append(line));
        return said.toString();
    }
}
