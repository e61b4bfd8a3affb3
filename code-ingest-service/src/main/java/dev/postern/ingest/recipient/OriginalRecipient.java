package dev.postern.ingest.recipient;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox that the sender of a mail wrote to. A person tells a site one address and has its mails forwarded from there; a
 * login asks for the address that the site was told. The rules: docs/channels.md, "Forwarded mails".
 *
 * <p>Everything in a mail can be written by whoever sends it. So this decides under which identifier of the channel's own
 * organisation a message is kept, and nothing else.
 */
public final class OriginalRecipient {
    // Parsers of lists of addresses take time with the square of a length. Providers hand over headers of any length.
    private static final int LONGEST_READ = 8 * 1024;

    private final String delivered;
    private final List<String> to;
    private final List<String> shown;
    private final Optional<String> author;
    private final Route route;
    private final @Nullable String text;

    private OriginalRecipient(String delivered, @Nullable String author, HeaderFields headers, @Nullable String text) {
        this.text = text;
        this.delivered = delivered;
        this.author = author == null
                ? Optional.empty()
                : Addresses.listed(beginning(author)).stream().findFirst();
        HeaderFields read = name ->
                headers.all(name).stream().map(OriginalRecipient::beginning).toList();
        this.to = listed(read, "To");
        this.shown = Stream.concat(to.stream(), listed(read, "Cc").stream()).toList();
        this.route = new Route(read, this.delivered);
    }

    /**
     * The mailbox that the sender wrote to; the recipient itself when nothing says that the mail was forwarded.
     *
     * @param recipient the address that the mail was delivered to, or anything else, which is returned as it is
     * @param author the mail's From; null when it is not known
     * @param text the mail's text; null when it has none
     */
    public static String of(String recipient, @Nullable String author, HeaderFields headers, @Nullable String text) {
        List<String> delivered = Addresses.listed(recipient);
        if (delivered.size() != 1) {
            return recipient;
        }
        return new OriginalRecipient(delivered.getFirst(), author, headers, text)
                .found()
                .orElse(recipient);
    }

    private Optional<String> found() {
        return forwardedAsOwnMail()
                .or(() -> shownOnTheRoute())
                .or(this::forwardedByHand)
                .or(() -> shown.contains(delivered) ? Optional.of(delivered) : shownAs(delivered))
                .or(() -> shown.stream().filter(route::wentBy).findFirst())
                .or(() -> route.stations().stream().findFirst())
                .or(this::shownAlone);
    }

    /** A mailbox that does not pass a mail on but sends one of its own, which quotes it: Outlook's rule "Forward". */
    private Optional<String> forwardedAsOwnMail() {
        return author.filter(mailbox -> route.passedOnBy().contains(mailbox) && shown.contains(delivered));
    }

    /** A person who sends the channel what came to the person's own mailbox. The mail says so in its text. */
    private Optional<String> forwardedByHand() {
        return shown.contains(delivered)
                ? author.flatMap(person -> QuotedHeader.recipients(text).stream()
                        .filter(address -> Addresses.meetIn(address, person))
                        .findFirst())
                : Optional.empty();
    }

    /** The first station that the sender wrote to, as the sender wrote it. */
    private Optional<String> shownOnTheRoute() {
        return route.stations().stream()
                .flatMap(station -> shownAs(station).stream())
                .findFirst();
    }

    private Optional<String> shownAs(String mailbox) {
        return shown.stream()
                .filter(mailbox::equals)
                .findFirst()
                .or(() -> shown.stream()
                        .filter(address -> Addresses.meetIn(address, mailbox))
                        .findFirst());
    }

    /**
     * Many forwarders leave no trace. One recipient elsewhere is then the mailbox. A recipient of the domain that the mail was
     * delivered to is not: nothing forwards within a domain, so the mail went to several people.
     */
    private Optional<String> shownAlone() {
        return to.size() == 1 ? to.stream().filter(address -> !isOwn(address)).findFirst() : Optional.empty();
    }

    private boolean isOwn(String address) {
        boolean atHome = Addresses.domain(address).equals(Addresses.domain(delivered));
        // A mail to many people is often sent to its author, and to the others out of sight.
        return atHome || author.filter(address::equals).isPresent();
    }

    private static String beginning(String value) {
        return value.length() <= LONGEST_READ ? value : value.substring(0, LONGEST_READ);
    }

    private static List<String> listed(HeaderFields headers, String name) {
        return headers.all(name).stream()
                .flatMap(value -> Addresses.listed(value).stream())
                .distinct()
                .toList();
    }
}
