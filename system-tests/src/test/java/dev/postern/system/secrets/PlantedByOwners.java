package dev.postern.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.local.LocalSystem;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Plants secrets in what owners and operators do: files that are imported, handles that are redeemed, addresses that are erased, keysets
 * that the replicas tell of. What is answered is looked through as well.
 */
final class PlantedByOwners {
    private final LocalSystem system;
    private final Api api;
    private final Map<String, String> canaries;
    private final List<String> answers;
    private final String mark;

    /**
     * @param answers gets every answer that is to hold none of it
     * @param mark what the planted texts begin with
     */
    PlantedByOwners(LocalSystem system, Api api, Map<String, String> canaries, List<String> answers, String mark) {
        this.system = system;
        this.api = api;
        this.canaries = canaries;
        this.answers = answers;
        this.mark = mark;
    }

    void plant() throws IOException {
        keysets();
        files();
        redeemedHandle();
        erasedAddress();
        answered(api.get("/v1/audit?format=jsonl"), 200);
    }

    /** The material of every key. The replicas tell which payload keys they have, in a row and on a topic. */
    private void keysets() throws IOException {
        UnsafeLocalSecrets secrets = system.secrets();
        for (Path file : List.of(secrets.payloadKeyset(), secrets.indexKey(), secrets.masterKey())) {
            JsonNode keys = new ObjectMapper().readTree(file.toFile()).get("key");
            for (JsonNode key : keys) {
                String material = key.at("/keyData/value").asText();
                assertThat(material).hasSizeGreaterThan(20);
                canaries.put(
                        "key of " + file.getFileName() + " " + key.get("keyId").asText(), material);
            }
        }
        Api operator = Organizations.operator(system);
        // Nobody added a key, so there is none to go over to.
        answered(operator.post("/v1/key-rotations", "{\"kind\":\"payload\"}"), 409);
        answered(operator.get("/v1/key-rotations"), 200);
    }

    private void files() {
        String password = planted("password of a file", "-file-password");
        String imported = planted("password in a file", "-imported");
        canaries.put("seed in a file", "NBSWY3DPO5XXE3DEMZXXEZLW");
        String csv = "name,url,username,password\\nn,https://a.example,a-user," + imported + "\\n";
        String account = "otpauth://totp/x?secret=" + canaries.get("seed in a file");
        for (boolean dry : new boolean[] {true, false}) {
            answered(
                    api.post(
                            "/v1/imports",
                            "{\"texts\":[\"" + csv + "\",\"" + account + "\"],\"password\":\"" + password
                                    + "\",\"dry_run\":" + dry + "}"),
                    200);
        }
        String broken = base64("{\"encrypted\":true,\"passwordProtected\":true,\"salt\":\"c2FsdA==\",\"kdfType\":0,"
                + "\"kdfIterations\":5000,\"encKeyValidation_DO_NOT_EDIT\":\"2.x|y|z\",\"data\":\""
                + planted("content of a file", "-file-content") + "\"}");
        Api.Answer refused = api.post(
                "/v1/imports",
                "{\"files\":[{\"name\":\"b.json\",\"content\":\"" + broken + "\"}],\"password\":\"" + password + "\"}");
        assertThat(refused.status()).as(refused.text()).isIn(200, 422);
        answers.add(refused.text());
        answered(api.post("/v1/imports", "{\"files\":[{\"name\":7,\"content\":\"" + mark + "-file-content!\"}]}"), 422);
    }

    /** The handle stands in the path of the route that redeems it. */
    private void redeemedHandle() {
        String address = mark + "-handled@example.com";
        canaries.put("address of a handle", mark + "-handled");
        canaries.put("code behind a handle", "61940358");
        String id = api.post("/v1/code-requests", "{\"totp_identifier\":\"" + address + "\",\"deliver\":\"handle\"}")
                .json()
                .get("code_request_id")
                .asText();
        api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your code is 61940358\"}");
        Api.Answer given = api.get("/v1/code-requests/" + id, "Prefer", "wait=30");
        assertThat(given.text()).doesNotContain("61940358");
        String handle = given.json().get("code_handle").asText();
        canaries.put("handle", handle);
        Api.Answer redeemed = api.post("/v1/code-handles/" + handle + "/redeem", null);
        assertThat(redeemed.text()).contains("61940358");
        answered(api.post("/v1/code-handles/" + handle + "x/redeem", null), 404);
    }

    private void erasedAddress() {
        canaries.put("erased address", mark + "-erased");
        String body = "{\"totp_identifier\":\"" + mark + "-erased@example.com\"}";
        api.post("/v1/code-requests", body, "Prefer", "wait=0");
        answered(api.post("/v1/erasures", body), 200);
        answered(api.post("/v1/erasures", "{\"totp_identifier\":[\"" + mark + "-erased\"]}"), 422);
    }

    private void answered(Api.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        answers.add(answer.text());
    }

    private String planted(String name, String text) {
        canaries.put(name, mark + text);
        return mark + text;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
