package dev.postern.extraction.language;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words of one language from its file. The file is UTF-8 and has {@code [section]} followed by its words,
 * {@code _} for a blank in a word, and {@code #} before a comment. A {@code *} before a word says that it ends a
 * compound too, and one behind it, that any word which begins so is meant; a {@code +} behind it, that it takes the endings under {@code [inflection]}. An entry that makes no sense fails with the file and
 * the line, since a word that is never found goes unnoticed. The loops are plain because this runs while a program
 * starts, before any code is compiled.
 */
final class LanguagePack {
    private static final String INDEX = "index";
    static final String FOLDER = "/dev/postern/extraction/languages/";
    /** Stands before a word that ends a compound, or behind one that begins words. */
    static final String TAIL = "*";

    private static final String INFLECTION = "[inflection]";
    private static final char UNREADABLE = '\uFFFD';

    private final String name;
    private final Map<Section, Set<String>> words = new EnumMap<>(Section.class);
    private final Map<Section, Set<String>> listed = new EnumMap<>(Section.class);
    private final List<String> endings = new ArrayList<>();
    private @Nullable Section section;
    private boolean inflection;
    private int line;

    private LanguagePack(String name) {
        this.name = name;
    }

    /** The packs that are part of the program, in the order of their index. */
    static List<Map<Section, Set<String>>> all() {
        List<Map<Section, Set<String>>> packs = new ArrayList<>();
        for (String name : names()) {
            packs.add(read(name, content(name)));
        }
        return packs;
    }

    /** The names of the packs that the index lists. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : content(INDEX).lines().toList()) {
            if (!isComment(name.strip())) {
                names.add(name.strip());
            }
        }
        return names;
    }

    /**
     * The words of one pack by their section.
     *
     * @throws IllegalStateException for a pack with an entry that makes no sense
     */
    static Map<Section, Set<String>> read(String name, String content) {
        LanguagePack pack = new LanguagePack(name);
        for (String line : content.lines().toList()) {
            pack.line++;
            pack.take(line.strip());
        }
        return pack.words;
    }

    private void take(String content) {
        if (content.indexOf(UNREADABLE) >= 0) {
            throw broken("it is not UTF-8");
        }
        if (isComment(content)) {
            return;
        }
        if (content.startsWith("[")) {
            section = content.endsWith("]") ? Section.named(content.substring(1, content.length() - 1)) : null;
            inflection = content.equals(INFLECTION);
            if (section == null && !inflection) {
                throw broken("there is no section " + content);
            }
            return;
        }
        if (section == null && !inflection) {
            throw broken("a section must be named before its words");
        }
        if (!content.equals(content.toLowerCase(Locale.ROOT))) {
            throw broken("words must be in lower case");
        }
        StringTokenizer written = new StringTokenizer(content);
        while (written.hasMoreTokens()) {
            take(section, written.nextToken());
        }
    }

    private void take(@Nullable Section to, String written) {
        if (to == null) {
            endings.add(written);
            return;
        }
        if (!written.endsWith("+")) {
            add(to, written);
            return;
        }
        if (endings.isEmpty()) {
            throw broken("[inflection] must stand before " + written);
        }
        String stem = written.substring(0, written.length() - 1);
        add(to, stem);
        for (String ending : endings) {
            put(to, stem + ending);
        }
    }

    private static boolean isComment(String content) {
        return content.isEmpty() || content.startsWith("#");
    }

    private void add(Section to, String written) {
        String word = written.replace('_', ' ');
        if (!of(listed, to).add(word)) {
            throw broken(written + " stands twice in its section");
        }
        put(to, word);
    }

    private void put(Section to, String word) {
        Set<String> those = of(words, to);
        those.add(word);
        if (word.startsWith(TAIL)) {
            those.add(word.substring(1));
        }
        if (to.isPlainToo()) {
            addPlain(those, PlainLetters.of(word));
            addPlain(those, PlainLetters.spelledOut(word));
        }
    }

    private static void addPlain(Set<String> those, String word) {
        those.add(word);
        if (word.startsWith(TAIL)) {
            those.add(word.substring(1));
        }
    }

    private static Set<String> of(Map<Section, Set<String>> map, Section its) {
        Set<String> those = map.get(its);
        if (those == null) {
            those = new LinkedHashSet<>();
            map.put(its, those);
        }
        return those;
    }

    private IllegalStateException broken(String why) {
        return new IllegalStateException("Language pack " + name + ".txt, line " + line + ": " + why + ".");
    }

    private static String content(String name) {
        try (InputStream in = LanguagePack.class.getResourceAsStream(FOLDER + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("Language pack " + name + ".txt is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Language pack " + name + ".txt cannot be read.", e);
        }
    }
}
