package dev.postern.credential.imports.entry;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries of one file while it is read. They end the reading of a file that has more of them, or more to tell of them, than is
 * taken, before it fills the memory.
 */
public final class Entries {
    private final List<Entry> entries = new ArrayList<>();
    private int notices;

    /**
     * Adds an entry behind the others.
     *
     * @throws UnreadableExport when the file has too many
     */
    public void add(Entry entry) throws UnreadableExport {
        entries.add(entry);
        notices += entry.notices().size();
        Export.check(entries.size());
        if (notices > Export.MOST_NOTICES) {
            throw new UnreadableExport(
                    Reason.TOO_LARGE,
                    "The file has more than " + Export.MOST_NOTICES
                            + " fields that do not come over. Import it in parts.");
        }
    }

    /** In their order. */
    public List<Entry> all() {
        return entries;
    }

    @Override
    public String toString() {
        return "Entries";
    }
}
