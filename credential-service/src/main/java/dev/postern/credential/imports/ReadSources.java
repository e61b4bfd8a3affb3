package dev.postern.credential.imports;

import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All that the files and texts of a call hold. */
final class ReadSources {
    // More pages than a person would scan; a damaged page may claim any number.
    private static final int MOST_PAGES = 1_000;

    private final List<ImportView.SourceView> sources = new ArrayList<>();
    private final List<Numbered> entries = new ArrayList<>();
    private final Map<Long, Batch> batches = new HashMap<>();

    /**
     * An entry and where it stands.
     *
     * @param number from 1, over all sources
     * @param source the file's or text's name
     */
    record Numbered(long number, String source, Entry entry) {}

    private record Batch(long of, TreeSet<Long> there) {}

    void add(ImportView.SourceView source, Export export) {
        sources.add(source);
        export.entries().forEach(entry -> entries.add(new Numbered(entries.size() + 1L, source.name(), entry)));
        export.pages()
                .forEach(page -> batches.computeIfAbsent(page.batch(), _ -> new Batch(page.of(), new TreeSet<>()))
                        .there()
                        .add(page.number()));
    }

    List<ImportView.SourceView> sources() {
        return sources;
    }

    List<Numbered> entries() {
        return entries;
    }

    /** Pages of exports of which others are there. */
    List<Notice> missing() {
        List<Notice> missing = new ArrayList<>();
        for (Batch batch : batches.values()) {
            long pages = Math.min(batch.of(), MOST_PAGES);
            for (long page = 0; page < pages; page++) {
                if (!batch.there().contains(page)) {
                    missing.add(new Notice(
                            "page " + (page + 1),
                            "Page " + (page + 1) + " of " + batch.of()
                                    + " of the export is missing. Its accounts are not here."));
                }
            }
        }
        return missing;
    }
}
