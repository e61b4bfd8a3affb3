package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static dev.postern.credential.store.SampleCredentials.CARD;
import static dev.postern.credential.store.SampleCredentials.LOGIN;
import static dev.postern.credential.store.SampleCredentials.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What an update that does not name them leaves as they were: members that no answer shows. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class CarryOverTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BILLING = """
            "billing_address":{"line1":"1 St"},"billing_email":"b@example.com","billing_phone":"+15555550123",\
            "metadata":{"k":"v"}""";

    private final SealedRow sealed;
    private final DataSource dataSource;

    CarryOverTest(SealedRow sealed, DataSource dataSource) {
        this.sealed = sealed;
        this.dataSource = dataSource;
    }

    @Test
    void aLoginKeepsItsMetadataAndNothingElse() throws Exception {
        // Given
        Organization organization = organization();
        String id = organization.store(with(LOGIN, "\"metadata\":{\"k\":\"v\"}"));
        // When
        update(organization, id, """
                {"name":"New","credential_type":"password","credential":{"username":"u2","password":"p2"}}""");
        // Then
        assertThat(secrets(organization, id)).isEqualTo(tree("{\"password\":\"p2\",\"metadata\":{\"k\":\"v\"}}"));
    }

    @Test
    void aCardKeepsWhereItsBillsGo() throws Exception {
        // Given
        Organization organization = organization();
        String id = organization.store(with(CARD, BILLING));
        JsonNode before = secrets(organization, id);
        // When
        update(organization, id, CARD);
        // Then
        assertThat(secrets(organization, id)).isEqualTo(before);
        assertThat(before.fieldNames())
                .toIterable()
                .contains("billing_address", "billing_email", "billing_phone", "metadata");
    }

    @Test
    void whatTheBodyNamesCountsEvenAsNull() throws Exception {
        // Given
        Organization organization = organization();
        String login = organization.store(with(LOGIN, "\"metadata\":{\"k\":\"v\"}"));
        String card = organization.store(with(CARD, BILLING));
        // When
        update(organization, login, with(LOGIN, "\"metadata\":{\"other\":\"w\"}"));
        update(organization, card, with(CARD, "\"billing_email\":null,\"metadata\":null"));
        // Then
        assertThat(secrets(organization, login).get("metadata")).isEqualTo(tree("{\"other\":\"w\"}"));
        assertThat(secrets(organization, card).fieldNames())
                .toIterable()
                .contains("billing_address", "billing_phone")
                .doesNotContain("billing_email", "metadata");
    }

    @Test
    void anotherTypeStartsFromNothing() throws Exception {
        // Given
        Organization organization = organization();
        String id = organization.store(with(LOGIN, "\"metadata\":{\"k\":\"v\"}"));
        // When
        update(organization, id, SECRET);
        // Then
        assertThat(secrets(organization, id)).isEqualTo(tree("{\"secret_value\":\"s\"}"));
    }

    /** The body with more members of the credential. */
    private static String with(String body, String members) {
        return body.replaceFirst("\"credential\":\\{", "\"credential\":{" + members + ",");
    }

    private static void update(Organization organization, String id, String body) {
        organization
                .request()
                .body(body)
                .post("/v1/credentials/" + id + "/update")
                .then()
                .statusCode(200);
    }

    private JsonNode secrets(Organization organization, String id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT secrets FROM credentials WHERE credential_id = ?")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return sealed.secrets(organization.id(), id, rows.getBytes(1)).reveal();
            }
        }
    }

    private static JsonNode tree(String json) throws IOException {
        return MAPPER.readTree(json);
    }
}
