package dev.postern.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class InfrastructureTest {

    @Test
    void isEmbeddedUnlessAskedOtherwise() {
        assertThat(Infrastructure.named(null)).isEqualTo(Infrastructure.EMBEDDED);
        assertThat(Infrastructure.named("embedded")).isEqualTo(Infrastructure.EMBEDDED);
        assertThat(Infrastructure.named("containers")).isEqualTo(Infrastructure.CONTAINERS);
    }

    @Test
    void startsAContainerWithTheLoaderOfItsOwnClassesAndGivesTheThreadItsOwnBack() {
        // Given
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        ClassLoader other = new ClassLoader(null) {};
        thread.setContextClassLoader(other);
        try {
            // When
            ClassLoader during = Infrastructure.withItsLoader(thread::getContextClassLoader);
            // Then
            assertThat(during).isSameAs(Infrastructure.class.getClassLoader());
            assertThat(thread.getContextClassLoader()).isSameAs(other);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    @Test
    void saysWhatTheSwitchTakes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Infrastructure.named("cloud"))
                .withMessage("-Dinfrastructure is embedded or containers");
    }
}
