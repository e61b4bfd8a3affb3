package dev.postern.platform.startup;

import java.util.ArrayList;
import java.util.List;

/** What the start-up checks found; all of it is told at once, so that one restart is enough. */
public final class Findings {
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * The service must not start.
     *
     * @param setting the setting to change
     * @param sentence what is wrong and what to do, without the setting's value
     */
    public void abort(String setting, String sentence) {
        errors.add(setting + ": " + sentence);
    }

    /** The service starts, but the operator should know. */
    public void warn(String setting, String sentence) {
        warnings.add(setting + ": " + sentence);
    }

    /** What forbids the start; empty when nothing does. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** What the operator should know. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
