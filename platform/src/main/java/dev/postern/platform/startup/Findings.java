package dev.postern.platform.startup;

import java.util.ArrayList;
import java.util.List;

/** What the start-up checks found. All of it is logged together, so that one restart is enough. */
public final class Findings {
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Reports that the service must not start.
     *
     * @param setting the setting to change
     * @param sentence what is wrong and what to do; it must not quote the setting's value
     */
    public void abort(String setting, String sentence) {
        errors.add(setting + ": " + sentence);
    }

    /** Reports something that the operator should know, although the service starts. */
    public void warn(String setting, String sentence) {
        warnings.add(setting + ": " + sentence);
    }

    /** The findings that prevent the start; empty when the service may start. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** The findings that do not prevent the start. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
