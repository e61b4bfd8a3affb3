package dev.postern.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.CreateKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void theVerbThatMakesKeysKnowsEveryScopeOfAnOrganisation() {
        assertThat(CreateKey.SCOPES)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Scope.values())
                        .filter(scope -> scope != Scope.OPERATOR)
                        .map(Scope::wireName)
                        .toList());
    }
}
