package dev.postern.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The names in backticks and the links of each document exist. */
class NamesInDocumentsTest {
    private static final Repository REPOSITORY = new Repository();
    /** Types of Java and of libraries, names of headers and of fields of others. */
    private static final Set<String> OTHERS =
            Set.of(("Aead Cc Clock CompletableFuture Connection Date GlobalKTable Host KafkaBasedLog KafkaConsumer"
                            + " KafkaProducer Location MessageSid Prefer SecureRandom To")
                    .split(" ", -1));

    /** Served without an entry in the OpenAPI document: pages, management, the internal listener, problem types, the bare path. */
    private static final String OTHER_ROUTES =
            "/|/api|/mcp|/openapi\\.yaml|/(q|internal)(/.*)?|/problems/.*|/proc/.*|/produce|/wait/\\{id}";

    /** The made-up provider and language of the recipes. */
    private static final String INVENTED = ".*\\bacme\\b.*|.*/xx\\.txt";

    /** Made by a build or at run time, or paths of Vault. */
    private static final String MADE = ".*target/.*|\\./(data|secrets)|(logs|transit)/.*";

    private static final String MEDIA_TYPE = "(application|text|image|multipart)/[a-z0-9.+-]+";

    static List<Document> documents() {
        return REPOSITORY.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void exist(Document document) {
        assertThat(missing(document)).as(document.file().toString()).isEmpty();
    }

    static List<String> planted() {
        return List.of(
                "`NoSuchType`",
                "`ClaimSql.NO_SUCH_MEMBER`",
                "`dev.postern.nowhere`",
                "`claim/NoSuchFile`",
                "`nowhere.md`",
                "`GET /v1/nowhere`",
                "`DELETE /v1/codes`",
                "`…/{id}/nowhere`",
                "[x](nowhere.md)",
                "[x](README.md#nowhere)",
                "**Packages.** `nowhere` is new.");
    }

    @ParameterizedTest
    @MethodSource("planted")
    void plantedNamesAreFoundMissing(String planted) {
        Document document = new Document(Checkout.folder().resolve("platform/README.md"), planted);
        assertThat(missing(document)).hasSize(1);
    }

    private static List<String> missing(Document document) {
        List<String> missing = new ArrayList<>(document.names().stream()
                .filter(name -> !OTHERS.contains(name) && !name.matches(INVENTED + "|" + MEDIA_TYPE) && !isThere(name))
                .toList());
        document.packages().stream()
                .filter(name -> !REPOSITORY.hasPackage(document.module(), name))
                .forEach(missing::add);
        document.links().stream().filter(link -> !leads(document, link)).forEach(missing::add);
        return missing;
    }

    private static boolean isThere(String name) {
        if (name.matches("[A-Z][a-z0-9]\\w*(\\.\\w+)?")) {
            return REPOSITORY.hasType(name);
        }
        if (name.matches("dev\\.postern(\\.\\w+)+")) {
            return REPOSITORY.hasPath(name.replace('.', '/'));
        }
        if (name.matches("([A-Z]+ )?…?/\\S*")) {
            return name.matches("([A-Z]+ )?(" + OTHER_ROUTES + ")") || REPOSITORY.hasRoute(name);
        }
        boolean path = name.matches(
                "[\\w.-]+(/[\\w.-]+)+/?|[\\w-]+\\.(md|java|yaml|yml|txt|properties|sql|json|jsonl|psv|xml)");
        return !path || name.matches(MADE) || REPOSITORY.hasPath(name);
    }

    private static boolean leads(Document from, String link) {
        String[] parts = link.split("#", 2);
        Path to = parts[0].isEmpty() ? from.file() : from.file().resolveSibling(parts[0]);
        return Files.exists(to)
                && (parts.length == 1 || Document.read(to).anchors().contains(parts[1]));
    }
}
