package dev.postern.credential.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFieldsTest {

    @Test
    void theDocumentListsTheMembersThatAreRead() {
        DocumentedBody.named("NewImport").isReadBy(body -> ImportBody.read(JsonFields.of(body, List.of("body"))), "{}");
    }

    @Test
    void filesAndTextsAreTakenInTheirOrder() {
        // When
        ImportBody body = read("""
                {"files":[{"name":"a.json","content":"e30="},{"content":""}],"texts":["x"],"format":"2fas","first":501}""");
        // Then
        assertThat(body.sources()).extracting(ImportBody.Source::name).containsExactly("a.json", "file 2", "text 3");
        assertThat(body.first()).isEqualTo(501);
        assertThat(body.most()).isEqualTo(500);
        assertThat(body.dryRun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"files\":[]}",
                "{\"files\":{}}",
                "{\"files\":[1]}",
                "{\"files\":[{\"content\":\"not Base64!\"}]}",
                "{\"files\":[{\"content\":7}]}",
                "{\"texts\":\"x\"}",
                "{\"texts\":[\"x\"],\"first\":0}",
                "{\"texts\":[\"x\"],\"most\":501}",
                "{\"texts\":[\"x\"],\"format\":\"unknown\"}",
                "{\"texts\":[\"x\"],\"password\":1}"
            })
    void aWrongBodyIsRefusedWithoutQuotingIt(String json) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(json))
                .satisfies(problem -> assertThat(problem.errors().toString()).doesNotContain("not Base64!"));
    }

    private static ImportBody read(String json) {
        return ImportBody.read(JsonBody.parse(json.getBytes(StandardCharsets.UTF_8), "application/json")
                .fields());
    }
}
