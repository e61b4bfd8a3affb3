package dev.postern.extraction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Ways to carry a mail that change nothing for its reader. Null where a way does not fit the mail. */
@SuppressWarnings("ImmutableEnumChecker") // The ways keep nothing.
enum MailRewriting {
    ENCODED_AGAIN((mail, code) -> mime(mail)),
    A_CELL_FOR_EACH_DIGIT((mail, code) -> html(mail, document -> cells(document, code))),
    AN_ELEMENT_FOR_EACH_DIGIT((mail, code) -> html(mail, document -> elements(document, code))),
    TRACKED_BY_OUTLOOK((mail, code) -> html(mail, MailRewriting::wrapLinks)),
    IN_A_TABLE((mail, code) -> html(
            mail,
            document -> document.body()
                    .html("<table width=600><tr><td>" + document.body().html() + "</td></tr></table>"))),
    FOOTER((mail, code) -> html(
            mail,
            document -> document.body()
                    .append("<p style='font-size:11px'>&copy; 2026 Larkspur Ltd, 48 Harbour Street, 20457"
                            + " Hamburg</p>"))),
    PREHEADER((mail, code) -> html(
            mail,
            document -> document.body()
                    .prepend("<div style='display:none;max-height:0'>Hello from us &zwnj;&nbsp;&zwnj;&nbsp;</div>"))),
    DECOY((mail, code) -> html(
            mail,
            document -> document.body()
                    .prepend("<p style='position:absolute;left:-9999px'>Your verification code is 111999.</p>"))),
    FORWARDED_BY_GMAIL((mail, code) -> forwarded(mail)),
    HTML_ALONE((mail, code) -> mail.html() == null ? null : Message.mail(mail.subject(), null, mail.html()));

    private final BiFunction<Message, String, @Nullable Message> way;

    MailRewriting(BiFunction<Message, String, @Nullable Message> way) {
        this.way = way;
    }

    /**
     * The mail in this way; null when it does not fit.
     *
     * @param code the code that the mail holds, if any
     */
    @Nullable Message of(Message mail, String code) {
        return way.apply(mail, code);
    }

    private static @Nullable Message html(Message mail, Consumer<Document> change) {
        if (mail.html() == null) {
            return null;
        }
        Document document = Jsoup.parse(mail.html());
        document.outputSettings().prettyPrint(false);
        String before = document.outerHtml();
        change.accept(document);
        return before.equals(document.outerHtml())
                ? null
                : Message.mail(mail.subject(), mail.text(), document.outerHtml());
    }

    private static void cells(Document document, String code) {
        for (Element element : document.select("h1, h2, h3, td, div, p")) {
            if (isCode(element, code)) {
                StringBuilder cells = new StringBuilder("<table><tr>");
                code.chars().forEach(c -> cells.append("<td>").append((char) c).append("</td>"));
                element.replaceWith(new Element("div").html(cells + "</tr></table>"));
                break;
            }
        }
    }

    private static void elements(Document document, String code) {
        for (Element element : document.getAllElements()) {
            if (isCode(element, code)) {
                StringBuilder spans = new StringBuilder();
                code.chars()
                        .forEach(c -> spans.append("<span>").append((char) c).append("</span>"));
                element.html(spans.toString());
            }
        }
    }

    private static boolean isCode(Element element, String code) {
        return element.children().isEmpty() && element.text().strip().equals(code);
    }

    private static void wrapLinks(Document document) {
        for (Element link : document.select("a[href^=http]")) {
            link.attr(
                    "href",
                    "https://eur01.safelinks.protection.outlook.com/?url="
                            + URLEncoder.encode(link.attr("href"), StandardCharsets.UTF_8)
                            + "&data=05%7C01&reserved=0");
        }
    }

    /** The quote of a reply is old; that of a forwarded reply is not known to be. */
    private static @Nullable Message forwarded(Message mail) {
        if (mail.subject().matches("\\p{L}{2,4}\\s*:.*")) {
            return null;
        }
        String header = "---------- Forwarded message ---------\n"
                + "From: Larkspur <hello@larkspur.example>\n"
                + "Date:"
                + " Mon,"
                + " 2 Nov"
                + " 2026"
                + " at 10:22\n"
                + "Subject:"
                + " " + mail.subject() + "\nTo: <sam@example.com>\n\n\n";
        String marked = header.replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>");
        return Message.mail(
                "Fwd: " + mail.subject(),
                mail.text() == null ? null : header + mail.text(),
                mail.html() == null
                        ? null
                        : "<div class=\"gmail_quote\"><div>" + marked + "</div>" + mail.html() + "</div>");
    }

    /** Both parts in base64, as most programs send them. */
    private static @Nullable Message mime(Message mail) {
        if (mail.text() == null && mail.html() == null) {
            return null;
        }
        StringBuilder mime = new StringBuilder("Subject: =?utf-8?B?")
                .append(Base64.getEncoder().encodeToString(mail.subject().getBytes(StandardCharsets.UTF_8)))
                .append("?=\r\nContent-Type: multipart/alternative; boundary=part\r\n");
        append(mime, "plain", mail.text());
        append(mime, "html", mail.html());
        return Message.mime(mime.append("\r\n--part--\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void append(StringBuilder mime, String type, @Nullable String body) {
        if (body != null) {
            mime.append("\r\n--part\r\nContent-Type: text/")
                    .append(type)
                    .append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .append(Base64.getMimeEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
