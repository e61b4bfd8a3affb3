package dev.postern.ingest.recipient;

import dev.postern.events.identifier.MailAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What mailboxes and mail servers wrote into a mail on its way. */
final class Route {
    /** Mailboxes that passed the mail on: an own rule, a filter, or a person who sent it again (RFC 5322, section 3.6.6). */
    private static final List<String> PASSED_ON_BY = List.of(
            // Gmail and Cloudflare: the mailbox, and where it forwards to. Elsewhere it may hold the address of a
            // machine.
            "X-Forwarded-For",
            "X-Yahoo-Forwarded",
            // Microsoft 365: a rule of the mailbox, and the forwarding of the mailbox.
            "X-MS-Exchange-Inbox-Rules-Loop",
            "X-MS-Exchange-ForwardingLoop",
            "X-MS-Exchange-Parent-Message-Loop",
            "Resent-From");

    /** Addresses under which the mail arrived somewhere, before an alias was followed and after. */
    private static final List<String> ARRIVED_AT = List.of(
            "X-Original-To",
            // Apple's servers: "rfc822;" and the address (RFC 3798, section 2.3).
            "Original-Recipient",
            "X-SimpleLogin-Envelope-To",
            "Duck-Original-To",
            // A group that is one mailbox for several people.
            "X-BeenThere",
            "Delivered-To",
            "X-Original-Delivered-To",
            "X-Delivered-To",
            "X-Resolved-To",
            "Envelope-To",
            "X-Envelope-To",
            "X-Apparently-To",
            "Apparently-To",
            "X-Rcpt-To",
            // CommuniGate and MDaemon.
            "X-Real-To",
            "X-MDRcpt-To");

    private static final Pattern RECEIVED_FOR = Pattern.compile("\\bfor\\s++<?+([^\\s<>;]++)");
    private static final Pattern RECEIVED_BY = Pattern.compile("\\bby\\s++([\\p{L}\\p{M}\\p{N}.-]++)");
    // Gmail forwards as "mailbox+caf_=recipient@domain".
    private static final Pattern GMAIL_SENDER =
            Pattern.compile("(?<![^\\s<>@+])([^\\s<>@+]{1,320}+)\\+caf_=[^\\s<>@]{1,320}+@([^\\s<>@]{1,255}+)");
    // The sender rewriting scheme: the part before the at sign names the first sender, the domain is the forwarder's.
    private static final Pattern REWRITTEN_SENDER =
            Pattern.compile("(?:\\bsrs[01]|\\+srs)[=+-][^\\s<>@]{1,320}+@([^\\s<>@]{1,255}+)");

    private final HeaderFields headers;
    private final String delivered;

    /**
     * The route of a mail.
     *
     * @param delivered where it ended, in the form that is compared: no trace of its own
     */
    Route(HeaderFields headers, String delivered) {
        this.headers = headers;
        this.delivered = delivered;
    }

    /** Mailboxes that passed it on, the first one first. */
    List<String> passedOnBy() {
        return Stream.concat(named(PASSED_ON_BY), gmailSenders()).distinct().toList();
    }

    /** All addresses that it is known to have gone by, the first one first. */
    List<String> stations() {
        return Stream.concat(named(ARRIVED_AT), passedOnBy().stream())
                .distinct()
                .toList();
    }

    /** Whether the mail went by the server of an address. Weaker than {@link #stations}: several people share a server. */
    boolean wentBy(String address) {
        return oldestFirst("X-ICLOUD-HME").anyMatch(value -> value.contains(address))
                || oldestFirst("Received").anyMatch(line -> isOf(address, line))
                || senders().anyMatch(sender -> isRewrittenBy(Addresses.domain(address), sender));
    }

    private static boolean isOf(String address, String received) {
        return RECEIVED_FOR
                        .matcher(received)
                        .results()
                        .anyMatch(each -> address.equals(MailAddress.normal(each.group(1))))
                || RECEIVED_BY
                        .matcher(received)
                        .results()
                        .anyMatch(by -> isWithin(MailAddress.normal(by.group(1)), Addresses.domain(address)));
    }

    private static boolean isWithin(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean isRewrittenBy(String domain, String sender) {
        return REWRITTEN_SENDER
                .matcher(sender)
                .results()
                .map(rewritten -> MailAddress.normal(rewritten.group(1)))
                .anyMatch(rewriter -> isWithin(rewriter, domain) || isWithin(domain, rewriter));
    }

    private Stream<String> gmailSenders() {
        return senders()
                .flatMap(sender -> GMAIL_SENDER.matcher(sender).results())
                .map(match -> MailAddress.normal(match.group(1) + "@" + match.group(2)));
    }

    private Stream<String> senders() {
        return Stream.concat(oldestFirst("Return-Path"), oldestFirst("X-Envelope-From"));
    }

    private Stream<String> named(List<String> names) {
        return names.stream()
                .flatMap(this::oldestFirst)
                .flatMap(Addresses::within)
                .filter(address -> !address.equals(delivered));
    }

    /** Each station writes above what is there. */
    private Stream<String> oldestFirst(String name) {
        return headers.all(name).reversed().stream().map(value -> value.toLowerCase(Locale.ROOT));
    }
}
