package dev.postern.extraction.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/**
 * Takes a mail apart in any nesting, transfer encoding and charset, in one pass over its bytes. It goes past
 * attachments without holding them. It reads a broken mail as far as possible. It never throws. It is for one mail and
 * one thread; {@link #parse} makes one.
 *
 * <p>Its cost has limits whatever the mail holds (docs/channels.md, "What is read of a mail"): beyond {@link
 * #MOST_PARTS} parts, {@link #DEEPEST} levels or the limits of headers, the mail is not read further, and what came
 * before counts.
 */
public final class MailParser {
    /** Bytes of plain text, and of HTML. An event carries as many, and a code does not stand after them. */
    static final int MOST_TEXT = 256 * 1024;

    static final int MOST_PARTS = 250;
    static final int DEEPEST = 12;
    private static final String MULTIPART = "multipart/";
    private static final List<String> SHOWN = List.of("From", "Subject", "To");
    private static final int LONGEST_SHOWN = 500;
    private static final int MOST_FIELDS_OF_A_PART = 1_000;
    private static final int LONGEST_FIELD = 64 * 1024;
    private static final int MOST_HEADER_BYTES = 256 * 1024;
    private static final Pattern ENCODING = Pattern.compile("[A-Za-z0-9-]++");
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxHeaderCount(MOST_FIELDS_OF_A_PART)
            .setMaxHeaderLen(LONGEST_FIELD)
            // Only lines of headers are read as lines: bodies may have lines of any length.
            .setMaxLineLen(LONGEST_FIELD)
            .setMaxContentLen(-1)
            .build();

    private final MailHeaders headers = new MailHeaders();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private boolean ownHeader = true;
    private @Nullable MailHeaders attached;
    private boolean attachment;
    private String contentType = "";
    private String ownType = "";
    private int depth;
    private int parts;
    private int headerBytes;

    private MailParser() {}

    /** The mail in these bytes. Bytes that are no mail give one without headers. */
    public static Mail parse(byte[] raw) {
        byte[] mail = BrokenMail.withLines(raw);
        MailParser parser = new MailParser();
        int start = BrokenMail.start(mail);
        parser.readAsFarAsPossible(new ByteArrayInputStream(mail, start, mail.length - start));
        if (parser.isEmpty() && parser.ownType.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length())) {
            BrokenMail.body(mail, parser.ownType).ifPresent(parser::readAsFarAsPossible);
        }
        return new Mail(parser.headers, nullIfBlank(parser.text), nullIfBlank(parser.html));
    }

    private void readAsFarAsPossible(InputStream mail) {
        try {
            read(mail);
        } catch (MimeException | IOException e) {
            // The mail is kept as far as it could be read.
        }
    }

    private boolean isEmpty() {
        return nullIfBlank(text) == null && nullIfBlank(html) == null;
    }

    private static @Nullable String nullIfBlank(StringBuilder part) {
        String read = part.toString();
        return read.isBlank() ? null : read;
    }

    private void read(InputStream mail) throws MimeException, IOException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG);
        stream.parse(mail);
        EntityState state = stream.getState();
        while (state != EntityState.T_END_OF_STREAM && isWithinLimits()) {
            switch (state) {
                case T_START_HEADER -> {
                    attachment = false;
                    contentType = "";
                }
                case T_FIELD -> field(stream.getField());
                case T_END_HEADER -> endHeader();
                case T_START_BODYPART -> parts++;
                case T_START_MESSAGE -> {
                    depth++;
                    attached = ownHeader ? null : new MailHeaders();
                }
                case T_START_MULTIPART -> depth++;
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_BODY -> body(stream);
                default -> {}
            }
            state = stream.next();
        }
    }

    private boolean isWithinLimits() {
        boolean wantsText = text.length() < MOST_TEXT || html.length() < MOST_TEXT;
        return wantsText && depth <= DEEPEST && parts <= MOST_PARTS && headerBytes <= MOST_HEADER_BYTES;
    }

    private void field(Field field) {
        ByteSequence raw = field.getRaw();
        headerBytes += raw == null ? 0 : raw.length();
        if (field.getNameLowerCase().equals("content-disposition")) {
            String value = field.getBody().strip();
            attachment = value.regionMatches(true, 0, "attachment", 0, "attachment".length());
        }
        if (field.getNameLowerCase().equals("content-type")) {
            contentType = field.getBody();
            ownType = ownHeader ? contentType.strip() : ownType;
        }
        MailHeaders of = ownHeader ? headers : attached;
        if (of != null && raw != null) {
            of.add(field.getName(), raw);
        }
    }

    /** A mail inside this one is shown as mail programs show what a person forwards: its header in short, and then its text. */
    private void endHeader() {
        ownHeader = false;
        MailHeaders shown = attached;
        attached = null;
        if (shown != null && text.length() < MOST_TEXT) {
            String block = SHOWN.stream()
                    .flatMap(name -> shown.first(name).stream().map(value -> name + ": " + beginning(value) + '\n'))
                    .collect(Collectors.joining());
            text.append(text.isEmpty() ? "" : "\n").append(block);
        }
    }

    private static String beginning(String value) {
        return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN);
    }

    private void body(MimeTokenStream stream) throws IOException {
        String type = stream.getBodyDescriptor().getMimeType();
        StringBuilder part = switch (type == null ? "" : type.toLowerCase(Locale.ROOT)) {
            case "text/plain", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown" -> text;
            case "text/html", "application/xhtml+xml" -> html;
            default -> null;
        };
        if (part == null || attachment || part.length() >= MOST_TEXT) {
            return;
        }
        int most = MOST_TEXT - part.length();
        byte[] bytes;
        try (InputStream content = decoded(stream)) {
            bytes = content.readNBytes(most);
        }
        if (!part.isEmpty()) {
            part.append('\n');
        }
        String decoded = MailText.decoded(
                bytes,
                MailCharsets.named(stream.getBodyDescriptor().getCharset()),
                part == html ? MailCharsets.ofPage(bytes) : MailCharsets.OLD,
                bytes.length == most);
        boolean flowed = part == text && FlowedText.isSaidIn(contentType);
        part.append(flowed ? FlowedText.joined(decoded, contentType) : decoded);
    }

    private static InputStream decoded(MimeTokenStream stream) {
        String encoding = encodingOf(stream.getBodyDescriptor().getTransferEncoding());
        if (encoding.equals("base64")) {
            return new Base64Bytes(stream.getInputStream());
        }
        if (encoding.equals("quoted-printable")) {
            // Three letters for a byte, and some for the ends of lines.
            InputStream letters = new Beginning(stream.getInputStream(), 4 * MOST_TEXT);
            return new QuotedPrintableInputStream(letters, DecodeMonitor.SILENT);
        }
        return stream.getInputStream();
    }

    /** The first word: programs write quotes, a semicolon or a comment with it. */
    private static String encodingOf(@Nullable String written) {
        Matcher word = ENCODING.matcher(written == null ? "" : written);
        return word.find() ? word.group().toLowerCase(Locale.ROOT) : "";
    }
}
