package dev.postern.client.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one text, from its beginning to its end. */
final class JsonReader {
    private static final int DEEPEST = 200;
    /** No number of the API is longer; a longer one would take time without bound to turn into digits. */
    private static final int LONGEST_NUMBER = 400;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable Object whole() throws NotJson {
        skipBlanks();
        Object value = value();
        skipBlanks();
        if (at < text.length()) {
            throw wrong();
        }
        return value;
    }

    private @Nullable Object value() throws NotJson {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() throws NotJson {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        enter();
        if (!ends('}')) {
            do {
                skipBlanks();
                String name = string();
                skipBlanks();
                expect(':');
                skipBlanks();
                members.put(name, value());
            } while (goesOn('}'));
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> list() throws NotJson {
        List<@Nullable Object> items = new ArrayList<>();
        enter();
        if (!ends(']')) {
            do {
                skipBlanks();
                items.add(value());
            } while (goesOn(']'));
        }
        return Collections.unmodifiableList(items);
    }

    private void enter() throws NotJson {
        at++;
        if (++depth > DEEPEST) {
            throw wrong();
        }
        skipBlanks();
    }

    /** Whether the object or list ends at once. */
    private boolean ends(char end) throws NotJson {
        if (peek() != end) {
            return false;
        }
        at++;
        depth--;
        return true;
    }

    /** Whether another one follows. */
    private boolean goesOn(char end) throws NotJson {
        skipBlanks();
        if (ends(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private String string() throws NotJson {
        expect('"');
        StringBuilder read = new StringBuilder();
        while (true) {
            char one = next();
            if (one == '"') {
                return read.toString();
            }
            if (one < ' ') {
                throw wrong();
            }
            read.append(one == '\\' ? escaped() : one);
        }
    }

    private char escaped() throws NotJson {
        char one = next();
        return switch (one) {
            case '"', '\\', '/' -> one;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex(next()) << 12 | hex(next()) << 8 | hex(next()) << 4 | hex(next()));
            default -> throw wrong();
        };
    }

    private int hex(char digit) throws NotJson {
        int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
        if (value < 0) {
            throw wrong();
        }
        return value;
    }

    private Number number() throws NotJson {
        int begin = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String read = text.substring(begin, at);
        if (read.length() > LONGEST_NUMBER || !read.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,4})?")) {
            throw wrong();
        }
        BigDecimal number = new BigDecimal(read);
        try {
            return read.matches("-?\\d+") ? (Number) number.longValueExact() : number;
        } catch (ArithmeticException e) {
            return number;
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) throws NotJson {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char wanted) throws NotJson {
        if (next() != wanted) {
            throw wrong();
        }
    }

    private char next() throws NotJson {
        char one = peek();
        at++;
        return one;
    }

    private char peek() throws NotJson {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private NotJson wrong() {
        return new NotJson(at);
    }
}
