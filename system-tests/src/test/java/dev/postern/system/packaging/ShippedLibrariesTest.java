package dev.postern.system.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not used must not come back into the images with an update. */
class ShippedLibrariesTest {
    private static final List<String> FORBIDDEN = List.of(
            "com.github.luben.zstd-jni",
            "org.xerial.snappy",
            "at.yawk.lz4",
            "org.lz4",
            "io.grpc.",
            "io.vertx.vertx-grpc",
            "com.google.api.grpc.proto-google-common-protos",
            "com.google.guava.guava",
            "com.aayushatharva.brotli4j",
            "org.webjars",
            "net.bytebuddy.",
            "org.glassfish.jaxb");

    @ParameterizedTest
    @ValueSource(strings = {"credential-service", "code-ingest-service", "totp-resolver-service", "gateway"})
    void noServiceShipsWhatItNeverUses(String service) throws IOException {
        // When
        List<String> jars =
                jars(service).map(jar -> jar.getFileName().toString()).toList();

        // Then
        assertThat(jars).isNotEmpty().noneMatch(jar -> FORBIDDEN.stream().anyMatch(jar::startsWith));
    }

    /** Kibibytes, a tenth above what they were when unused libraries had been left out; then BouncyCastle came (ADR 43). */
    @ParameterizedTest
    @CsvSource({
        "credential-service, 74700",
        "code-ingest-service, 44800",
        "totp-resolver-service, 50300",
        "gateway, 21900"
    })
    void theLibrariesOfAServiceStaySmall(String service, long mostKibibytes) throws IOException {
        // When
        long bytes = jars(service).mapToLong(jar -> jar.toFile().length()).sum();

        // Then
        assertThat(bytes / 1024).isLessThanOrEqualTo(mostKibibytes);
    }

    private static Stream<Path> jars(String service) throws IOException {
        Path libraries = Checkout.folder().resolve(service).resolve("target/quarkus-app/lib");
        try (Stream<Path> files = Files.walk(libraries)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
        }
    }
}
