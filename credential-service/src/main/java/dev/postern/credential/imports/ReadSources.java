package dev.postern.credential.imports;

import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All that the files and texts of a call hold. */
final class ReadSources {
    // More pages than a person would scan; a damaged page may claim any number.
    private static final int MOST_PAGES = 1_000;
    private static final int MOST_MISSING = 100;
    // Of all files together: the largest file, and as much again.
    private static final int MOST_WEIGHT = 200_000;

    private final List<ImportView.SourceView> sources = new ArrayList<>();
    private final List<Numbered> entries = new ArrayList<>();
    private final Map<Long, Batch> batches = new LinkedHashMap<>();
    private int weight;

    /**
     * An entry and where it stands.
     *
     * @param number from 1, over all sources
     * @param source the file's or text's name
     */
    record Numbered(long number, String source, Entry entry) {}

    private record Batch(long of, TreeSet<Long> there) {}

    /**
     * Ends the reading of a file for which there is no room beside those before it.
     *
     * @throws UnreadableExport when there is none
     */
    void check(Export export) throws UnreadableExport {
        if (weight + export.weight() > MOST_WEIGHT) {
            throw new UnreadableExport(
                    Reason.TOO_LARGE, "The files have too many entries together. Import this one in another call.");
        }
    }

    void add(ImportView.SourceView source, Export export) {
        weight += export.weight();
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

    /** Pages of exports of which others are there, the first of them. */
    List<Notice> missing() {
        List<Notice> missing = new ArrayList<>();
        for (Batch batch : batches.values()) {
            long pages = Math.min(batch.of(), MOST_PAGES);
            for (long page = 0; page < pages; page++) {
                if (missing.size() == MOST_MISSING) {
                    missing.add(new Notice("pages", "Further pages are missing."));
                    return missing;
                }
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
