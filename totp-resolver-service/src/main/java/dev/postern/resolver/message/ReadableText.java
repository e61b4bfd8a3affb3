package dev.postern.resolver.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * A message for a person who is to pick its code: as text alone, with what may be the code or the link in it. It marks generously,
 * since the person decides; a pick is checked against the message itself.
 *
 * @param text the message without its markup
 * @param candidates in the order of the text, links that only the markup has behind them
 */
record ReadableText(String text, List<MessageAnswer.Candidate> candidates) {
    private static final int MOST = 100;
    private static final int LONGEST_CODE = 12;
    private static final int SHORTEST_CODE = 3;
    private static final Pattern MARKUP =
            Pattern.compile("<(?:html|body|div|p|br|table|td|span|a|b)[\\s/>]", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOUND = Pattern.compile("(?<link>https?://[^\\s<>\"']{4,2000})"
            + "|(?<code>(?<![\\p{L}\\p{N}])\\p{Nd}{2,4}(?:[ \\u00a0-]\\p{Nd}{2,4}){1,3}(?![\\p{L}\\p{N}])"
            + "|(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}]{1,12}(?:-[\\p{L}\\p{N}]{1,8})?(?![\\p{L}\\p{N}]))");

    ReadableText {
        candidates = List.copyOf(candidates);
    }

    static ReadableText of(String content, boolean isHtml) {
        boolean marked = isHtml || MARKUP.matcher(content).find();
        Set<String> links = new LinkedHashSet<>();
        String text = marked ? rendered(Jsoup.parse(content), links) : content;
        List<MessageAnswer.Candidate> candidates = new ArrayList<>();
        Matcher found = FOUND.matcher(text);
        while (found.find() && candidates.size() < MOST) {
            String link = found.group("link");
            if (link != null) {
                links.remove(link);
                candidates.add(new MessageAnswer.Candidate("link", link, found.start(), found.end()));
            } else if (mayBeCode(found.group())) {
                candidates.add(new MessageAnswer.Candidate("code", found.group(), found.start(), found.end()));
            }
        }
        links.stream()
                .limit(MOST)
                .forEach(link -> candidates.add(new MessageAnswer.Candidate("link", link, null, null)));
        return new ReadableText(text, candidates);
    }

    /** With a digit, or all in capitals; of a usual length. */
    private static boolean mayBeCode(String word) {
        long letters = word.codePoints().filter(Character::isLetterOrDigit).count();
        return letters >= SHORTEST_CODE
                && letters <= LONGEST_CODE
                && (word.codePoints().anyMatch(Character::isDigit)
                        || (letters > SHORTEST_CODE
                                && word.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase)));
    }

    private static String rendered(Document document, Set<String> links) {
        StringBuilder text = new StringBuilder();
        document.body().traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    append(text, words.getWholeText());
                } else if (node instanceof Element element) {
                    String link = element.attr("href").strip();
                    if (link.startsWith("http://") || link.startsWith("https://")) {
                        links.add(link);
                    }
                    breakLine(text, element);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element) {
                    breakLine(text, element);
                }
            }
        });
        return text.toString().strip();
    }

    private static void append(StringBuilder text, String words) {
        boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        String single = words.replaceAll("[ \\t\\r\\n\\f]+", " ");
        text.append(atStart ? single.stripLeading() : single);
    }

    private static void breakLine(StringBuilder text, Element element) {
        boolean breaks = element.isBlock() || element.nameIs("br") || element.nameIs("td");
        if (breaks && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    @Override
    public String toString() {
        return "ReadableText[***]";
    }
}
