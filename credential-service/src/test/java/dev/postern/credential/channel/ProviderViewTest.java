package dev.postern.credential.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.provider.Provider;
import org.junit.jupiter.api.Test;

class ProviderViewTest {

    @Test
    void everyProviderSaysWhatItAsksForAndWhatItIsGiven() {
        assertThat(ProviderView.all()).hasSameSizeAs(Provider.values()).allSatisfy(view -> {
            assertThat(view.title()).matches("\\p{Lu}.*|httpSMS|iPhone.*").doesNotContain("_");
            assertThat(view.secretForm()).isNotBlank();
            assertThat(view.setup()).isNotEmpty();
        });
        assertThat(ProviderView.all()).extracting(ProviderView::title).doesNotHaveDuplicates();
        assertThat(ProviderView.all().getFirst().title()).isEqualTo("Twilio");
    }
}
