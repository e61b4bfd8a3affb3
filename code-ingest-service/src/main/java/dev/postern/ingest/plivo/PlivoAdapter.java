package dev.postern.ingest.plivo;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.form.PhoneNumbers;
import dev.postern.ingest.form.PostedForm;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.provider.Example;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.SingleUse;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form. The signature of a text message covers neither its fields nor the query, so a nonce is good for one post. Each
 * attempt has one of its own.
 */
@ApplicationScoped
class PlivoAdapter implements ProviderAdapter {
    private static final Statuses STATUSES = Statuses.DROPPING.but(Outcome.NOT_AUTHENTIC, 403);

    @Override
    public String provider() {
        return "plivo";
    }

    @Override
    public boolean uses(String method) {
        return Set.of("POST", "GET").contains(method);
    }

    /** After one, two and four minutes. */
    @Override
    public Retries retries() {
        return Retries.BRIEF;
    }

    @Override
    public Reading read(WebhookRequest request, Channel channel) {
        boolean inQuery = request.method().equals("GET");
        Optional<FormFields> form = inQuery
                ? FormFields.parse(request.query())
                : request.mediaType().equals(PostedForm.URL_ENCODED)
                        ? FormFields.parse(request.body())
                        : Optional.empty();
        return PlivoSignature.check(request, inQuery ? Optional.empty() : form, channel)
                .then(() -> form.map(fields -> message(request, fields))
                        .orElseGet(() -> new Reading.Refused(Refusal.NOT_UNDERSTOOD)));
    }

    private static Reading message(WebhookRequest request, FormFields form) {
        String id = form.first("MessageUUID");
        String to = form.first("To");
        String text = form.first("Text");
        if (id == null || id.isEmpty() || to == null || to.isEmpty() || text == null || text.isBlank()) {
            // Calls are signed alike and hold no text.
            return new Reading.HoldsNothing();
        }
        @Nullable String from = form.first("From");
        String content = String.join("\n", id, to, from == null ? "" : from, text);
        return new Reading.Holds(ProviderMessage.text(
                        id, PhoneNumbers.withPlus(to), from == null ? null : PhoneNumbers.withPlus(from), text)
                .under(new SingleUse(PlivoSignature.nonce(request), content, false)));
    }

    @Override
    public Optional<WebhookRequest> example(Channel channel, Example example) {
        return Optional.of(example.form(
                PlivoSignature.headers(example.address(), example.id(), channel),
                Map.of(
                        "MessageUUID", example.id(),
                        "From", example.sender(),
                        "To", example.recipient(),
                        "Type", "sms",
                        "Text", example.text())));
    }

    @Override
    public Reply reply(Outcome outcome) {
        return STATUSES.reply(outcome, "application/xml", "<Response></Response>");
    }
}
