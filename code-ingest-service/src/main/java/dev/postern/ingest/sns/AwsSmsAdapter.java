package dev.postern.ingest.sns;

import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.StatedTime;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Two-way text messages of AWS End User Messaging (Pinpoint before). */
@Singleton
class AwsSmsAdapter extends SnsAdapter {

    AwsSmsAdapter(SnsSignature signature, ProviderCalls calls) {
        super(signature, calls);
    }

    @Override
    public String provider() {
        return "aws-sms";
    }

    @Override
    Reading notification(JsonPost envelope, String message) {
        Optional<JsonPost> text = JsonPost.of(message);
        String id = text.map(json -> json.textOrEmpty("/inboundMessageId")).orElse("");
        String to = text.map(json -> json.textOrEmpty("/destinationNumber")).orElse("");
        String body = text.map(json -> json.textOrEmpty("/messageBody")).orElse("");
        // Amazon tells of a topic that works in a plain sentence.
        if (id.isEmpty() || to.isEmpty() || body.isBlank()) {
            return new Reading.HoldsNothing();
        }
        String from = text.map(json -> json.textOrEmpty("/originationNumber")).orElse("");
        return new Reading.Holds(
                ProviderMessage.text(id, to, from, body).heldSince(StatedTime.of(envelope.text("/Timestamp"))));
    }
}
