package dev.postern.extraction.link;

import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.RenderedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a link that signs in the person who opens it. Its own words or those beside it say so, and it carries a value
 * that only the message could know. It is taken only when the message has exactly one; other links do not matter. No
 * link is ever opened.
 */
public final class SignInLinks {
    private static final int BESIDE = 90;

    private final Passage passage;
    private final RenderedText text;
    private final Vocabulary vocabulary;
    private final List<Address> addresses;
    private final LeadIn leadIn;
    private final boolean expected;
    private @Nullable Boolean invites;

    private SignInLinks(Passage passage, boolean expected) {
        this.expected = expected;
        this.passage = passage;
        this.text = passage.text();
        this.vocabulary = passage.vocabulary();
        this.addresses = AddressReader.in(text);
        this.leadIn = new LeadIn(passage, addresses);
    }

    /**
     * The one link in a message; null unless there is exactly one.
     *
     * @param subject of the message; blank when it has none
     * @param expected whether a login waits, so that the message need not say that its link is for now
     */
    public static @Nullable SignInLink find(Passage body, Supplier<Passage> subject, boolean expected) {
        SignInLinks links = new SignInLinks(body, expected);
        return links.addresses.isEmpty() ? null : links.find(subject);
    }

    /** The short values in an address that are called a code or the like; a text beside it may show them too. */
    static List<String> shortCredentials(String url) {
        return Secret.shortCredentials(url);
    }

    private @Nullable SignInLink find(Supplier<Passage> subject) {
        Map<String, Address> found = new LinkedHashMap<>();
        for (int i = 0; i < addresses.size() && found.size() < 2; i++) {
            if (letsIn(i)) {
                found.putIfAbsent(addresses.get(i).url(), addresses.get(i));
            }
        }
        if (found.isEmpty()) {
            addCalled(subject, found);
        } else if (new Occasion(passage, subject.get()).isNever()) {
            return null;
        }
        if (found.size() == 1) {
            Address only = found.values().iterator().next();
            return only.whole() ? only.link(text) : null;
        }
        // It holds no secret, but it is the only one and is called the link to sign in.
        return found.isEmpty() && isAlone() && isCalledTheLink(0)
                ? addresses.getFirst().link(text)
                : null;
    }

    /** Adds links of which only their place and the words there say that they let their reader in. */
    private void addCalled(Supplier<Passage> subject, Map<String, Address> found) {
        Occasion occasion = null;
        boolean now = false;
        for (int i = 0; i < addresses.size() && found.size() < 2; i++) {
            Address address = addresses.get(i);
            String words = call(i);
            boolean only = leadIn.isOnlySecret(i);
            if (words.isEmpty() && (!(only || leadIn.isButtonOfAccount(i)) || leadIn.isForElse(i))) {
                continue;
            }
            if (occasion == null) {
                occasion = new Occasion(passage, subject.get());
                if (occasion.isAnother()) {
                    return;
                }
                now = occasion.isNow();
            }
            boolean asked = words.isEmpty()
                    && (now || occasion.isShort())
                    && (occasion.isAboutAccount(leadIn.isButtonOfAccount(i))
                            ? leadIn.isToBeOpened(i) || (address.label() && occasion.repeats(label(address)))
                            : now && only && address.label() && occasion.isNamed());
            if (words.isEmpty() && !asked && !occasion.isAnnounced()) {
                continue;
            }
            boolean called = asked || occasion.isAnnounced() || occasion.isCalled(words, address.label(), expected);
            boolean taken = switch (address.secret()) {
                case NONE -> false;
                case FEW_CHARACTERS, PARAMETER, PART_OF_PATH -> (now || called) && only;
                case CREDENTIAL, LONG, LONG_CREDENTIAL ->
                    now || called || (only && occasion.isBare() && Secret.isVeryLong(address.url()));
            };
            if (taken) {
                found.putIfAbsent(address.url(), address);
            }
        }
    }

    private String label(Address address) {
        return text.part(address.start(), Math.min(address.end(), address.start() + BESIDE));
    }

    private boolean isAlone() {
        String first = addresses.getFirst().url();
        return addresses.stream().allMatch(one -> one.whole() && one.url().equals(first));
    }

    private boolean isCalledTheLink(int index) {
        return AddressWords.isPlain(addresses.get(index).url()) && beside(index, Section.LINK_NAMED);
    }

    private boolean letsIn(int index) {
        String own = ReturnAddress.removedFrom(addresses.get(index).url());
        String path = own.substring(AddressWords.pathStart(own));
        Secret secret = Secret.of(path);
        if (secret.compareTo(Secret.PARAMETER) <= 0
                || !AddressWords.isPlain(own)
                || isCalledElse(index)
                || leadIn.isForOthers(index)) {
            return false;
        }
        boolean says = AddressWords.letIn(path);
        return switch (secret) {
            case NONE, FEW_CHARACTERS, PARAMETER -> false;
            case CREDENTIAL -> (says && !AddressWords.reset(path)) || beside(index, Section.LINK_BESIDE);
            case LONG_CREDENTIAL ->
                says || (AddressWords.enrol(path) && !invites()) || beside(index, Section.LINK_NAMED);
            case PART_OF_PATH, LONG -> says || beside(index, Section.LINK_NAMED);
        };
    }

    /** "Confirm appointment" on a button whose address says "confirm" as well. */
    private boolean isCalledElse(int index) {
        Address address = addresses.get(index);
        return address.label()
                && passage.says(Section.OTHER_PURPOSE, address.start(), address.end())
                && !vocabulary.isIn(Section.LINK_SIGNS_IN, text.part(address.start(), address.end()));
    }

    /** The words of a link that only its place and these let in, as with links that a sender counts clicks by; or empty. */
    private String call(int index) {
        Address address = addresses.get(index);
        boolean secret = address.secret() != Secret.NONE;
        return secret && AddressWords.isPlainOrCounted(ReturnAddress.removedFrom(address.url()))
                ? leadIn.call(index)
                : "";
    }

    private boolean invites() {
        Boolean known = invites;
        if (known == null) {
            known = vocabulary.isIn(Section.LINK_INVITES, text.part(0, text.length()));
            invites = known;
        }
        return known;
    }

    private boolean beside(int index, Section phrases) {
        Address address = addresses.get(index);
        int before = index == 0 ? 0 : addresses.get(index - 1).end();
        int after = index + 1 == addresses.size()
                ? text.length()
                : addresses.get(index + 1).start();
        int from = Math.max(before, address.start() - BESIDE);
        int to = Math.min(after, address.end() + BESIDE);
        String around = text.part(Math.min(from, address.start()), address.label() ? address.end() : address.start())
                + '\n'
                + text.part(address.end(), Math.max(to, address.end()))
                + '\n'
                + address.pictured().toLowerCase(Locale.ROOT);
        return vocabulary.isIn(phrases, around);
    }
}
