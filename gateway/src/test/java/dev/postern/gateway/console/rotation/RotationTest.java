package dev.postern.gateway.console.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final String NOW = "2026-11-30T10:00:00Z";

    @Test
    void hasATitleForEachKindAndASentenceForEachStepThatTheApiKnows() throws IOException {
        // Given
        List<String> kinds = named("KeyRotationKind");
        List<String> steps = named("KeyRotationStep");
        assertThat(steps).isNotEmpty();

        // Then
        assertThat(Arrays.stream(KeyKind.values()).map(KeyKind::wireName)).containsExactlyInAnyOrderElementsOf(kinds);
        for (String kind : kinds) {
            assertThat(KeyKind.title(kind)).isNotEqualTo(kind);
            for (String step : steps) {
                assertThat(rotation(kind, step, null).says())
                        .as(kind + " " + step)
                        .isNotEqualTo(step)
                        .endsWith(".");
            }
        }
    }

    @Test
    void anotherMayBeginOnlyOnceNoneGoesOnOrTheLastOneOnlyWaitsForItsRetention() throws IOException {
        for (KeyKind kind : KeyKind.values()) {
            String name = kind.wireName();
            for (String step : named("KeyRotationStep")) {
                for (@Nullable String finished : Arrays.asList(null, NOW)) {
                    // When
                    Rotation newest = rotation(name, step, finished);
                    List<Rotation> rotations =
                            List.of(rotation("moon", "encrypting", null), newest, rotation(name, "spreading", null));

                    // Then
                    assertThat(KindRow.of(kind, rotations).mayBegin())
                            .as(name + " " + step + " " + finished)
                            .isEqualTo(finished != null || step.equals("retaining"));
                }
            }
        }
        assertThat(KindRow.of(KeyKind.MASTER, List.of(rotation("data", "encrypting", null)))
                        .mayBegin())
                .isTrue();
    }

    @Test
    void saysWhatTheOperatorDoesOnlyWhileARotationGoesOn() throws IOException {
        for (String step : named("KeyRotationStep")) {
            for (KeyKind kind : KeyKind.values()) {
                assertThat(KindRow.of(kind, List.of(rotation(kind.wireName(), step, NOW)))
                                .toDo())
                        .as(kind + " " + step)
                        .isEmpty();
            }
        }
        for (KeyKind kind : List.of(KeyKind.PAYLOAD, KeyKind.INDEX)) {
            assertThat(KindRow.of(kind, List.of(rotation(kind.wireName(), "promoting", null)))
                            .toDo())
                    .contains("primary");
        }
        assertThat(KindRow.of(KeyKind.DATA, List.of()).toDo()).isEmpty();
    }

    @Test
    void rowsThatWereAddedMeanwhileDoNotMakeItMoreThanWhole() {
        // Given
        Rotation rotation =
                Rotation.of(json("data", "encrypting", null).put("rows_done", 7).put("rows_total", 5));

        // Then
        assertThat(rotation.counts()).isTrue();
        assertThat(rotation.shownDone()).isEqualTo(5);
        assertThat(rotation("data", "encrypting", null).counts())
                .as("without a row")
                .isFalse();
    }

    @Test
    void readsARotationOfAnApiThatKnowsMore() {
        // When
        Rotation rotation = Rotation.of(json("moon", "orbiting", null)
                .put("waits_for_replicas", new JsonArray().add("totp-resolver-service/a"))
                .put("new_key_id", 4_294_967_295L));

        // Then
        assertThat(rotation.title()).isEqualTo("moon");
        assertThat(rotation.says()).isEqualTo("orbiting");
        assertThat(rotation.waitsFor()).containsExactly("totp-resolver-service/a");
        assertThat(rotation.newKey()).isEqualTo("4294967295");
        assertThat(Rotation.of(new JsonObject()).goesOn()).isTrue();
    }

    private static Rotation rotation(String kind, String step, @Nullable String finishedAt) {
        return Rotation.of(json(kind, step, finishedAt));
    }

    private static JsonObject json(String kind, String step, @Nullable String finishedAt) {
        return new JsonObject()
                .put("rotation_id", "kr_1")
                .put("kind", kind)
                .put("step", step)
                .put("finished_at", finishedAt);
    }

    /** The names of a type in the API's document. */
    private static List<String> named(String type) throws IOException {
        JsonNode names =
                new YAMLMapper().readTree(Path.of("openapi.yaml").toFile()).at("/components/schemas/" + type + "/enum");
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
