package dev.postern.system.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.postern.system.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule on the product's code, and on planted code that breaks it. */
class HouseRulesTest {
    private static final List<String> MODULES = List.of(
            "code-events",
            "code-extraction",
            "platform",
            "database",
            "credential-service",
            "code-ingest-service",
            "totp-resolver-service",
            "gateway");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> Checkout.folder().resolve(module).resolve("target/classes"))
                    .toArray(Path[]::new));
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

    static Stream<String> rules() {
        return Rules.of("dev.postern").keySet().stream();
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(PRODUCT.stream()
                        .map(type -> type.getPackageName().split("\\.", -1)[2])
                        .distinct())
                .contains(
                        "events", "extraction", "platform", "database", "credential", "ingest", "resolver", "gateway");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeeps(String rule) {
        ArchRule checked = Rules.of("dev.postern").get(rule);
        checked.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void plantedViolationsAreCaughtBy(String rule) {
        ArchRule checked = Rules.of("planted").get(rule);
        assertThatThrownBy(() -> checked.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("planted");
    }
}
