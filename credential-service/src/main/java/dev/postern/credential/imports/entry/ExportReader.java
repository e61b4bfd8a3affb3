package dev.postern.credential.imports.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the exports of an application, in one of its forms. */
public interface ExportReader {

    /**
     * Whose export the content may be, the likeliest first; empty when it has not the form that this reader reads. Looks at the
     * form alone.
     */
    List<Format> recognise(Content content);

    /**
     * The entries. A bad entry stands in the list as unusable.
     *
     * @param password null: none was given
     * @throws UnreadableExport when nothing of the content can be read
     */
    Export read(Content content, @Nullable String password) throws UnreadableExport;
}
