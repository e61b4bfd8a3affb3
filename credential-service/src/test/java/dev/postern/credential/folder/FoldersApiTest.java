package dev.postern.credential.folder;

import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class FoldersApiTest {
    private static final String SECRET = """
            {"name":"Token","credential_type":"secret","credential":{"secret_value":"s"}}""";

    @ParameterizedTest
    @ValueSource(strings = {"/v1/credential_folders", "/api/v1/credential_folders"})
    void makesShowsChangesAndDeletesAFolder(String route) {
        // Given
        Organization organization = organization();
        // When
        Response made = organization
                .request()
                .body("{\"title\":\"Banks\",\"description\":\"All of them\"}")
                .post(route + "/");
        // Then
        made.then().statusCode(200).body("title", is("Banks")).body("credential_count", is(0));
        assertThat(Installation.members(made))
                .containsOnlyKeys(
                        "title",
                        "description",
                        "folder_id",
                        "organization_id",
                        "credential_count",
                        "created_at",
                        "modified_at")
                .containsEntry("organization_id", organization.id());
        assertThat(made.<String>path("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        String id = made.path("folder_id");
        assertThat(id).startsWith("cfld_");
        organization
                .request()
                .body("{\"title\":\"Shops\"}")
                .put(route + "/" + id)
                .then()
                .statusCode(200)
                .body("title", is("Shops"))
                .body("description", is("All of them"));
        organization.request().get(route + "/" + id).then().statusCode(200).body("title", is("Shops"));
        Response deleted = organization.request().delete(route + "/" + id);
        deleted.then().statusCode(200);
        assertThat(Installation.members(deleted)).isEqualTo(Map.of("status", "deleted", "folder_id", id));
        organization
                .request()
                .get(route + "/" + id)
                .then()
                .statusCode(404)
                .body("detail", is("Credential folder " + id + " not found"));
    }

    @Test
    void listsWhatWasChangedLastFirstByPagesAndText() {
        // Given
        Organization organization = organization();
        String first = folder(organization, "{\"title\":\"First\",\"description\":\"100% of Banks\"}");
        folder(organization, "{\"title\":\"Second\"}");
        folder(organization, "{\"title\":\"Third\"}");
        organization.request().body("{\"description\":\"100% of BANKS\"}").put("/v1/credential_folders/" + first);
        // Then
        list(organization, Map.of()).body("title", contains("First", "Third", "Second"));
        list(organization, Map.of("page", 2, "page_size", 2)).body("title", contains("Second"));
        list(organization, Map.of("search", "banks")).body("title", contains("First"));
        list(organization, Map.of("search", "%")).body("title", contains("First"));
        list(organization, Map.of("search", "_")).body("$", hasSize(0));
        list(organization(), Map.of()).body("$", hasSize(0));
    }

    @Test
    void filesACredentialAndTakesItOut() {
        // Given
        Organization organization = organization();
        String folder = folder(organization, "{\"title\":\"Banks\"}");
        String inside = organization.store(SECRET);
        String outside = organization.store(SECRET);
        // When
        file(organization, inside, "\"" + folder + "\"").statusCode(200).body("folder_id", is(folder));
        // Then
        organization.request().get("/v1/credential_folders/" + folder).then().body("credential_count", is(1));
        organization
                .request()
                .queryParam("folder_id", folder)
                .get("/v1/credentials")
                .then()
                .body("credential_id", contains(inside));
        list(organization, Map.of()).body("credential_count", contains(1));
        // and an update of the credential leaves it where it is
        organization
                .request()
                .body(SECRET)
                .post("/v1/credentials/" + inside + "/update")
                .then()
                .body("folder_id", is(folder));
        file(organization, inside, "null").statusCode(200).body("folder_id", nullValue());
        file(organization, outside, "\"\"").statusCode(200).body("folder_id", nullValue());
        list(organization, Map.of()).body("credential_count", contains(0));
    }

    @Test
    void leavesTheCredentialsOfADeletedFolder() {
        // Given
        Organization organization = organization();
        String folder = folder(organization, "{\"title\":\"Banks\"}");
        String credential = organization.store(SECRET);
        file(organization, credential, "\"" + folder + "\"").statusCode(200);
        // When
        organization.request().delete("/v1/credential_folders/" + folder).then().statusCode(200);
        // Then
        organization
                .request()
                .get("/v1/credentials/" + credential)
                .then()
                .statusCode(200)
                .body("folder_id", nullValue());
    }

    @Test
    void filesIntoAFolderOfTheSameOrganisationOnly() {
        // Given
        Organization organization = organization();
        String foreign = folder(organization(), "{\"title\":\"Elsewhere\"}");
        String credential = organization.store(SECRET);
        // Then
        file(organization, credential, "\"" + foreign + "\"")
                .statusCode(400)
                .body("detail", is("Credential folder " + foreign + " not found"));
        file(organization, credential, "\"cfld_9\"")
                .statusCode(400)
                .body("detail", is("Credential folder cfld_9 not found"));
        file(organization, "cred_9", "null").statusCode(404).body("detail", is("Credential cred_9 not found"));
        organization
                .request()
                .body("{}")
                .put("/v1/credentials/" + credential + "/folder")
                .then()
                .statusCode(422)
                .body("detail[0].type", is("missing"))
                .body("detail[0].loc", contains("body", "folder_id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | {} | missing",
                "POST | {\"title\":\"\"} | string_too_short",
                "POST | {\"title\":7} | string_type",
                "POST | {\"title\":\"a\\u0000b\"} | value_error",
                "POST | {\"title\":\"a\",\"description\":[]} | string_type",
                "PUT | {\"title\":\"\"} | string_too_short",
                "PUT | {\"title\":null} | value_error",
                "PUT | {} | value_error"
            })
    void refusesBadBodies(String method, String body, String type) {
        Organization organization = organization();
        String path = "/v1/credential_folders"
                + (method.equals("PUT") ? "/" + folder(organization, "{\"title\":\"Banks\"}") : "");
        organization
                .request()
                .body(body)
                .request(method, path)
                .then()
                .statusCode(422)
                .body("detail[0].type", is(type));
    }

    @Test
    void refusesATitleOfMoreThan255Characters() {
        Organization organization = organization();
        folder(organization, "{\"title\":\"" + "x".repeat(255) + "\"}");
        organization
                .request()
                .body("{\"title\":\"" + "x".repeat(256) + "\"}")
                .post("/v1/credential_folders")
                .then()
                .statusCode(422)
                .body("detail[0].type", is("string_too_long"));
        for (String query : new String[] {"page=0", "page_size=501", "page_size=x"}) {
            organization.request().get("/v1/credential_folders?" + query).then().statusCode(422);
        }
    }

    @Test
    void needsTheScope() {
        Organization organization = organization();
        String folder = folder(organization, "{\"title\":\"Banks\"}");
        String reader = organization.key("credentials:read");
        String writer = organization.key("credentials:write");
        Installation.as(reader).get("/v1/credential_folders/" + folder).then().statusCode(200);
        Installation.as(reader)
                .delete("/v1/credential_folders/" + folder)
                .then()
                .statusCode(403);
        Installation.as(reader)
                .body("{\"title\":\"x\"}")
                .post("/v1/credential_folders")
                .then()
                .statusCode(403);
        Installation.as(writer).get("/v1/credential_folders").then().statusCode(403);
    }

    private static String folder(Organization organization, String body) {
        return organization
                .request()
                .body(body)
                .post("/v1/credential_folders")
                .then()
                .statusCode(200)
                .extract()
                .path("folder_id");
    }

    private static ValidatableResponse file(Organization organization, String credential, String folder) {
        return organization
                .request()
                .body("{\"folder_id\":" + folder + "}")
                .put("/v1/credentials/" + credential + "/folder")
                .then();
    }

    private static ValidatableResponse list(Organization organization, Map<String, ?> query) {
        return organization
                .request()
                .queryParams(query)
                .get("/v1/credential_folders")
                .then()
                .statusCode(200);
    }
}
