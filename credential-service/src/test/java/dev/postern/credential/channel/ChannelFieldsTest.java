package dev.postern.credential.channel;

import dev.postern.credential.provider.Provider;
import dev.postern.credential.vault.SecretText;
import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelFieldsTest {
    private static final SecretText SECRET = new SecretText("s");
    private static final ChannelSettings BEFORE =
            new ChannelSettings("n", Provider.MIME, IdentifierRule.RECIPIENT, null, List.of(SECRET), Map.of(), null);

    @Test
    void ofANewChannelAreThoseOfTheDocument() {
        DocumentedBody.named("InboundChannelSettings")
                .isReadBy(body -> ChannelFields.create(JsonFields.of(body, List.of("body")), SECRET), """
                        {"identifier":{"from":"header"}}""", """
                        {"identifier":{"from":"fixed"}}""");
    }

    @Test
    void ofAChangeAreThoseOfTheDocument() {
        DocumentedBody.named("InboundChannelSettings")
                .isReadBy(body -> ChannelFields.change(JsonFields.of(body, List.of("body")), BEFORE), """
                        {"identifier":{"from":"header"}}""", """
                        {"identifier":{"from":"fixed"}}""");
    }

    @Test
    void ofARotationAreThoseOfTheDocument() {
        DocumentedBody.named("TokenRotation")
                .isReadBy(body -> InboundChannelsResource.keepPrevious(JsonFields.of(body, List.of("body"))), "{}");
    }
}
