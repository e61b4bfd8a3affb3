package dev.postern.system.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The house rules, for code whose base package is given, so that each can be tried on planted code too. */
final class Rules {
    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "io.smallrye..", "jakarta.enterprise..", "jakarta.ws.rs..", "java.sql..", "org.apache.kafka.."
    };

    private Rules() {}

    static Map<String, ArchRule> of(String base) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("pure packages know no framework", pure(base));
        rules.put("HTTP methods are public, since Quarkus ignores others", publicHttpMethods());
        rules.put(
                "collaborators come in through constructors",
                noFields().should().beAnnotatedWith(Inject.class));
        rules.put("names say what a class is", names());
        rules.put("time comes in from outside", noReadClocks());
        rules.put("every package is null-marked", nullMarked());
        rules.put(
                "only the outbox, the platform's topic package and the ingest's publisher write to Kafka",
                producers(base));
        rules.put("cryptography stays in its places", cryptography(base));
        rules.put(
                "features are free of cycles",
                slices().matching(base + ".(*).(*)..").should().beFreeOfCycles());
        rules.put("the contract depends on nothing of ours", contract(base));
        rules.put("the proxy and what calls the API do not see each other", gateway(base));
        rules.put("public types are used from another package", publicTypes());
        return rules;
    }

    private static ArchRule pure(String base) {
        return noClasses()
                .that(resideInAnyPackage(
                        base + ".events..",
                        base + ".extraction..",
                        base + ".credential.totp..",
                        base + ".credential.pasted.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(FRAMEWORKS));
    }

    private static ArchRule publicHttpMethods() {
        return methods().that().areMetaAnnotatedWith(HttpMethod.class).should().bePublic();
    }

    private static ArchRule names() {
        return noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Constants|Impl|Processor)");
    }

    private static ArchRule noReadClocks() {
        return noClasses().should().callMethodWhere(new DescribedPredicate<JavaCall<?>>("reads the system's clock") {
            @Override
            public boolean test(JavaCall<?> call) {
                String owner = call.getTargetOwner().getName();
                String name = call.getName();
                boolean now = owner.startsWith("java.time.")
                        && name.equals("now")
                        && call.getTarget().getRawParameterTypes().isEmpty();
                return now || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
            }
        });
    }

    private static ArchRule nullMarked() {
        return classes().should(new ArchCondition<JavaClass>("be in a null-marked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not null-marked"));
                }
            }
        });
    }

    private static ArchRule producers(String base) {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(
                        base + ".database.outbox..",
                        base + ".platform.topic..",
                        // Signs the record that another sends.
                        base + ".platform.sealing..",
                        base + ".ingest.publish..",
                        // It keeps records that could not be produced, and produces them later.
                        base + ".ingest.spool..")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.clients.producer.."));
    }

    private static ArchRule cryptography(String base) {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(
                        base + ".credential.vault..",
                        base + ".credential.totp..",
                        base + ".credential.imports.crypto..",
                        base + ".gateway.console.session..")))
                .should()
                .dependOnClassesThat(resideInAPackage("javax.crypto.."));
    }

    private static ArchRule contract(String base) {
        return noClasses()
                .that(resideInAPackage(base + ".events.."))
                .should()
                .dependOnClassesThat(resideInAPackage(base + "..")
                        .and(DescribedPredicate.not(resideInAPackage(base + ".events.."))));
    }

    private static ArchRule gateway(String base) {
        String proxy = base + ".gateway.proxy..";
        String[] callers = {base + ".gateway.console..", base + ".gateway.mcp.."};
        return CompositeArchRule.of(noClasses()
                        .that(resideInAPackage(proxy))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(callers)))
                .and(noClasses()
                        .that(resideInAnyPackage(callers))
                        .should()
                        .dependOnClassesThat(resideInAPackage(proxy)));
    }

    /** Members of an interface are public without saying so, so only top-level types are asked. */
    private static ArchRule publicTypes() {
        return classes()
                .that()
                .areTopLevelClasses()
                .and()
                .haveModifier(JavaModifier.PUBLIC)
                .and(DescribedPredicate.not(resideInAPackage("dev.postern.events..")))
                .and(DescribedPredicate.not(isStartedOrMadeByReflection()))
                // Only the evaluation of the extractor uses it, and that is no part of the product.
                .and(DescribedPredicate.not(simpleName("KnownWords")))
                .should(new UsedElsewhere());
    }

    /** A use of a nested type is a use of the type around it. */
    private static final class UsedElsewhere extends ArchCondition<JavaClass> {
        UsedElsewhere() {
            super("be used from another package");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!isUsed(type)) {
                events.add(SimpleConditionEvent.violated(
                        type, type.getName() + " is public, but only its own package uses it"));
            }
        }

        private static boolean isUsed(JavaClass type) {
            return Stream.concat(Stream.of(type), nested(type))
                    .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                    .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
        }

        private static Stream<JavaClass> nested(JavaClass type) {
            return type.getPackage().getClasses().stream()
                    .filter(other -> other.getName().startsWith(type.getName() + "$"));
        }
    }

    private static DescribedPredicate<JavaClass> isStartedOrMadeByReflection() {
        return DescribedPredicate.describe(
                "started by the JVM or made by the OpenAPI extension",
                type -> type.tryGetMethod("main", String[].class).isPresent()
                        || type.isAssignableTo("org.eclipse.microprofile.openapi.OASFilter"));
    }
}
