package dev.postern.database;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL as JDBC takes it, made from SQL in which {@code :name} stands for a parameter.
 *
 * @param text the SQL with a question mark in the place of each parameter
 * @param names the parameters in the order of their question marks; a name may come several times
 */
record NamedParameters(String text, List<String> names) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*|\\p{N}+");
    // PostgreSQL's lexical rules (manual, section 4.1): strings, quoted identifiers, comments of one line, casts.
    private static final Pattern LITERAL =
            Pattern.compile("[eE]'(?:[^'\\\\]|\\\\.|'')*+'?|'[^']*+'?|\"[^\"]*+\"?|--[^\\n]*+|::", Pattern.DOTALL);
    private static final Pattern DOLLARS = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    /** Changes nothing but parameters: strings, comments, casts ({@code ::text}) and slices ({@code [1:n]}) stay. */
    static NamedParameters parse(String sql) {
        StringBuilder text = new StringBuilder(sql.length());
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int end = endOfToken(sql, at);
            if (sql.charAt(at) == ':' && end > at + 1 && sql.charAt(at + 1) != ':') {
                names.add(sql.substring(at + 1, end));
                text.append('?');
            } else {
                text.append(sql, at, end);
            }
            at = end;
        }
        return new NamedParameters(text.toString(), List.copyOf(names));
    }

    private static int endOfToken(String sql, int at) {
        Matcher literal = LITERAL.matcher(sql).region(at, sql.length());
        if (literal.lookingAt()) {
            return literal.end();
        }
        return switch (sql.charAt(at)) {
            case '/' -> endOfComment(sql, at);
            case '$' -> endOfDollarQuoted(sql, at);
            case ':' -> followsOperand(sql, at) ? at + 1 : endOf(NAME, sql, at + 1);
            default -> Math.max(endOf(WORD, sql, at), at + 1);
        };
    }

    /** Comments nest. One that is not closed goes to the end. */
    private static int endOfComment(String sql, int start) {
        if (!sql.startsWith("/*", start)) {
            return start + 1;
        }
        int depth = 1;
        int at = start + 2;
        while (at < sql.length() && depth > 0) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private static int endOfDollarQuoted(String sql, int start) {
        Matcher tag = DOLLARS.matcher(sql).region(start, sql.length());
        if (!tag.lookingAt()) {
            return start + 1;
        }
        int close = sql.indexOf(tag.group(), tag.end());
        return close < 0 ? sql.length() : close + tag.group().length();
    }

    /** A colon right after a value separates the bounds of a slice. */
    private static boolean followsOperand(String sql, int at) {
        if (at == 0) {
            return false;
        }
        char before = sql.charAt(at - 1);
        return Character.isLetterOrDigit(before) || "_$)]\"'".indexOf(before) >= 0;
    }

    private static int endOf(Pattern pattern, String sql, int at) {
        Matcher matcher = pattern.matcher(sql).region(at, sql.length());
        return matcher.lookingAt() ? matcher.end() : at;
    }
}
