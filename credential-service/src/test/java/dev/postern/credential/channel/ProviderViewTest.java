package dev.postern.credential.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.provider.ChannelSetting;
import dev.postern.credential.provider.Provider;
import org.junit.jupiter.api.Test;

class ProviderViewTest {

    /** A person who takes an example as a pattern is not refused. */
    @Test
    void everyExampleIsOfItsForm() {
        for (Provider provider : Provider.values()) {
            assertThat(provider.secretRule().kinds())
                    .allSatisfy(kind -> assertThat(kind.form().fits(kind.example()))
                            .as(provider + ": " + kind.name())
                            .isTrue());
        }
        for (ChannelSetting setting : ChannelSetting.values()) {
            assertThat(setting.fits(setting.example())).as(setting.wireName()).isTrue();
            assertThat(setting.title()).matches("\\p{Lu}.*[^.]");
            assertThat(setting.where()).matches("\\p{Lu}.*[.]");
        }
    }

    @Test
    void everyProviderSaysWhatItAsksForAndWhatItIsGiven() {
        assertThat(ProviderView.all()).hasSameSizeAs(Provider.values()).allSatisfy(view -> {
            assertThat(view.title()).matches("(\\p{Lu}|iPhone).{3,30}").doesNotContain("_");
            assertThat(view.secretForm()).isNotBlank();
            assertThat(view.setup()).isNotEmpty();
            assertThat(view.secrets()).allSatisfy(secret -> {
                assertThat(secret.name()).matches("\\p{Lu}.*[^.]");
                assertThat(secret.where()).matches("\\p{Lu}.*[.]");
            });
            assertThat(view.secrets().stream().map(ProviderView.Secret::name)).doesNotHaveDuplicates();
        });
        assertThat(ProviderView.all()).extracting(ProviderView::title).doesNotHaveDuplicates();
        assertThat(ProviderView.all().getFirst().title()).isEqualTo("Twilio SMS");
    }
}
