package dev.postern.command.doctor;

import dev.postern.client.Postern;
import dev.postern.client.error.Forbidden;
import dev.postern.client.error.PosternException;
import dev.postern.client.error.Unreachable;
import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import dev.postern.client.sent.CodeRequestFields;
import dev.postern.client.wire.Answer;
import dev.postern.client.wire.Call;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Whether the server answers, what the key may do, and whether the clocks agree. */
final class ServerChecks {
    /** Below this nothing that people do goes wrong. */
    private static final long MOST_SECONDS_APART = 5;

    private static final List<String> FOR_LOGINS = List.of("codes:request", "codes:read");

    private final Postern postern;

    ServerChecks(Postern postern) {
        this.postern = postern;
    }

    List<Finding> all() {
        String where = postern.wire().server().toString();
        Answer answer;
        try {
            answer = postern.wire().once(Call.of("GET", "/v1/api-keys/self"));
        } catch (Unreachable e) {
            return List.of(NoAnswer.at(where, e));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(address(where, answer));
        if (findings.get(0).verdict() == Finding.Verdict.BAD) {
            return findings;
        }
        findings.add(key(answer));
        if (answer.status() == 200) {
            findings.add(scopes(answer.object()));
            findings.add(clock());
        }
        return findings;
    }

    private static Finding address(String where, Answer answer) {
        if (answer.status() >= 300 && answer.status() < 400) {
            return Finding.bad(
                    "address", where + " leads elsewhere", answer.problem().detail() + ".");
        }
        if (answer.status() == 404) {
            return Finding.bad(
                    "address",
                    where + " knows no such path",
                    "Check the path in POSTERN_URL, and that a proxy in front passes it on without its own part: Postern's paths"
                            + " begin with /v1.");
        }
        String expected = answer.status() == 200 ? "api_key_id" : "detail";
        return Json.objectOrEmpty(answer.text()).has(expected)
                ? Finding.good("address", where)
                : Finding.bad(
                        "address",
                        where + " answers " + answer.status() + ", and not as Postern does",
                        "Check POSTERN_URL: another server, or a proxy in front of it, answers there.");
    }

    private static Finding key(Answer answer) {
        if (answer.status() == 200) {
            JsonObject key = answer.object();
            String until = key.text("expires_at");
            return Finding.good("key", key.text("api_key_id") + (until == null ? "" : ", until " + until));
        }
        String said = "it cannot be checked now: " + answer.problem().getMessage();
        return switch (answer.status()) {
            case 401, 403 ->
                Finding.bad(
                        "key",
                        "it is unknown, revoked or expired",
                        "Take another key: the console's page of API keys makes one, or an admin by POST /v1/api-keys.");
            case 429 ->
                Finding.bad("key", said, "A limit is used up. Try again later; GET /v1/limits tells the limits.");
            default ->
                Finding.bad(
                        "key",
                        said,
                        "Try again in a moment: it may just start. If it stays, ask who runs the server to start the service"
                                + " that is named, and to look at its log and at /q/health/ready.");
        };
    }

    private static Finding scopes(JsonObject key) {
        List<String> scopes = key.texts("scopes") == null ? List.of() : key.texts("scopes");
        List<String> missing =
                FOR_LOGINS.stream().filter(scope -> !scopes.contains(scope)).toList();
        String has = String.join(" ", scopes);
        return missing.isEmpty()
                ? Finding.good("scopes", has)
                : Finding.look(
                        "scopes",
                        has,
                        "A login needs codes:request, and codes:read for hints. The key lacks "
                                + String.join(" and ", missing)
                                + ": the console's page of API keys makes one that has them.");
    }

    /** By a request that is made and given up at once, since answers carry no date. */
    private Finding clock() {
        try {
            Call ask = Call.of(
                    "POST",
                    "/v1/code-requests",
                    new CodeRequestFields()
                            .totpIdentifier("postern-doctor")
                            .timeoutSeconds(1L)
                            .json());
            Instant before = InstantSource.system().instant();
            JsonObject made = postern.wire().once(ask).checked().object();
            Duration took = Duration.between(before, InstantSource.system().instant());
            var unused = postern.wire().once(Call.of("DELETE", "/v1/code-requests/" + made.text("code_request_id")));
            Instant server = Instant.parse(String.valueOf(made.text("created_at")));
            long apart =
                    Duration.between(server, before.plus(took.dividedBy(2))).toSeconds();
            String found = "this machine's is " + Math.abs(apart) + " s " + (apart < 0 ? "behind" : "ahead");
            return Math.abs(apart) <= MOST_SECONDS_APART + took.toSeconds()
                    ? Finding.good("clock", found)
                    : Finding.look(
                            "clock",
                            found,
                            "Set both machines' clocks by NTP: times that you send (--since) are off by so much.");
        } catch (Forbidden e) {
            return Finding.notSeen("clock", "the key lacks the scope codes:request");
        } catch (PosternException | DateTimeException e) {
            return Finding.bad("clock", "a request cannot be made: " + e.getMessage(), "Try again in a moment.");
        }
    }
}
