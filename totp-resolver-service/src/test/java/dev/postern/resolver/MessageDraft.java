package dev.postern.resolver;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.MessagePart;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.RunScope;
import dev.postern.events.SingleUse;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.message.Receipt;
import dev.postern.events.message.ReceivedMessage;
import dev.postern.events.message.RepeatKey;
import dev.postern.events.message.SealedCode;
import dev.postern.events.message.SealedContent;
import dev.postern.events.message.SealedIdentifier;
import dev.postern.events.message.StatedLimits;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKey.Noting;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A received message in the making: what a test does not name is as in an ordinary push. */
public final class MessageDraft {
    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final String id;
    private final String organizationId;
    private final String identifier;
    private Instant receivedAt;
    private @Nullable String code;
    private @Nullable String link;
    private @Nullable String sender;
    private @Nullable String boundDomain;
    private @Nullable SingleUse singleUse;
    private @Nullable MessagePart part;
    private @Nullable Instant expiresAt;
    private @Nullable Instant statedUntil;
    private String rule = "keyword-before";
    private RunScope run = RunScope.NONE;
    private OtherHashes attempts = OtherHashes.none();

    MessageDraft(
            PayloadSealer sealer,
            IndexKey indexKey,
            String id,
            String organizationId,
            String identifier,
            Instant receivedAt) {
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.id = id;
        this.organizationId = organizationId;
        this.identifier = identifier;
        this.receivedAt = receivedAt;
    }

    public MessageDraft code(String value) {
        code = value;
        return this;
    }

    /** The extractor's name for what found the code. */
    public MessageDraft foundBy(String name) {
        rule = name;
        return this;
    }

    public MessageDraft link(String url) {
        link = url;
        return this;
    }

    public MessageDraft from(String value) {
        sender = value;
        return this;
    }

    /** What it came under, and what was posted under it. */
    public MessageDraft under(String token, String content) {
        singleUse = new SingleUse(token, content);
        return this;
    }

    /** What other keys of the index keyset make of its id, and of what it came under. */
    public MessageDraft otherwise(OtherHashes others) {
        attempts = others;
        return this;
    }

    /** Which part of a long text it is. */
    public MessageDraft part(String group, int number, int total) {
        part = new MessagePart(group, number, total);
        return this;
    }

    public MessageDraft boundTo(String domain) {
        boundDomain = domain;
        return this;
    }

    public MessageDraft receivedAt(Instant time) {
        receivedAt = time;
        return this;
    }

    public MessageDraft expiresAt(@Nullable Instant time) {
        expiresAt = time;
        return this;
    }

    public MessageDraft statedUntil(Instant time) {
        statedUntil = time;
        return this;
    }

    public MessageDraft run(RunScope value) {
        run = value;
        return this;
    }

    public CodeReceived event() {
        String content = "Your verification code is " + code + (link == null ? "" : "\n" + link);
        Noting hashes = indexKey.noting();
        RepeatKey repeatKey = hashes.key().repeatKey(organizationId, Identifier.of(identifier), "ak_test", content);
        ReceivedMessage message = message(content, false, hashes.others().and(attempts));
        return message.withCode(
                SealedCode.of(code, link, this::seal),
                new StatedLimits(statedUntil, boundDomain),
                repeatKey,
                new Evidence(rule, 0.98));
    }

    /** A pushed text, or one from a channel where there is a sender, in which nothing was found. */
    public MessageUnparsed unparsed(String content) {
        return unparsed("no_candidate", content, null, false);
    }

    /** A mail in which nothing was found. */
    public MessageUnparsed unparsedMail(String reason, String subject, String body) {
        return unparsed(reason, subject + "\n\n" + body, subject.length(), false);
    }

    /** A text of which only the beginning is there. */
    public MessageUnparsed unparsedAndCut(String content) {
        return unparsed("ambiguous", content, null, true);
    }

    private MessageUnparsed unparsed(String reason, String content, @Nullable Integer subjectLength, boolean cut) {
        return message(content, cut, attempts).withoutCode(reason, subjectLength, null);
    }

    private ReceivedMessage message(String content, boolean cut, OtherHashes others) {
        Identifier address = Identifier.of(identifier);
        return new ReceivedMessage(
                new Receipt(id, receivedAt),
                organizationId,
                new SealedIdentifier(
                        indexKey.matchKey(organizationId, address), address.masked(), seal("identifier", identifier)),
                "test",
                run,
                expiresAt,
                origin(others),
                new SealedContent(seal("content", content), cut));
    }

    private @Nullable Origin origin(OtherHashes others) {
        if (sender == null && singleUse == null && others.isEmpty()) {
            return null;
        }
        return new Origin(
                sender == null && singleUse == null ? null : "ch_test",
                sender == null ? null : Identifier.of(sender).masked(),
                sender == null ? null : seal("sender", sender),
                sender == null ? List.of() : indexKey.senderKeys(organizationId, sender),
                singleUse,
                part,
                others.isEmpty() ? null : others);
    }

    private String seal(String field, String plain) {
        return sealer.seal(plain, new SealedField(organizationId, id, field));
    }
}
