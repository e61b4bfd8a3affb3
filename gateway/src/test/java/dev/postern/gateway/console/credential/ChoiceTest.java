package dev.postern.gateway.console.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.console.page.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    @Test
    void whatAnAddressSaysIsAskedOfTheApi() {
        // When
        Choice choice = Choice.of(form(Map.of("tab", "cards", "folder", "cf_1", "q", "a&b", "page", "2")));
        // Then
        assertThat(choice.query())
                .containsEntry("credential_type", "credit_card")
                .containsEntry("folder_id", "cf_1")
                .containsEntry("search", "a&b")
                .containsEntry("page", "2");
        assertThat(choice.address()).isEqualTo("/console/credentials?tab=cards&folder=cf_1&q=a%26b&page=2");
        assertThat(choice.tab("secrets")).isEqualTo("/console/credentials?tab=secrets&folder=cf_1");
    }

    @Test
    void whatAnAddressSaysWronglyIsTheUsual() {
        Choice choice = Choice.of(form(Map.of("tab", "nothing", "page", "-1")));

        assertThat(choice.kind()).isEqualTo(Kind.PASSWORDS);
        assertThat(choice.page()).isEqualTo(1);
    }

    private static Form form(Map<String, String> fields) {
        Map<String, List<String>> values = new HashMap<>();
        fields.forEach((name, value) -> values.put(name, List.of(value)));
        return new Form(values, null);
    }
}
