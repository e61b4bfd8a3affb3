package dev.postern.local.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

class TroubleTest {

    static Stream<Exception> failures() {
        return Stream.of(
                        new SQLException("refused", "08001"),
                        new SQLException("no state"),
                        new SQLException("starting", "57P03"),
                        new SQLException("full", "53300"),
                        new SQLException("login", "28P01"),
                        new SQLException("table", "42P01"),
                        new SQLException("database", "3D000"),
                        new SQLException("odd", "X"),
                        new KafkaException("failed"),
                        new KafkaException("failed", new ConfigException("no address")),
                        new org.apache.kafka.common.errors.TimeoutException("no broker"),
                        new SaslAuthenticationException("login"),
                        new TopicAuthorizationException("topic"),
                        new NoSuchFileException("/data/api-key"),
                        new AccessDeniedException("/data/api-key"),
                        new NotDirectoryException("/data"),
                        new FileSystemException("/data"),
                        new ConnectException("refused"),
                        new UnknownHostException("host"),
                        new HttpTimeoutException("late"),
                        new ClosedChannelException(),
                        new EOFException(),
                        new MalformedInputException(3),
                        new TimeoutException())
                .flatMap(failure -> Stream.of(
                        failure,
                        new ExecutionException(failure),
                        failure instanceof IOException io
                                ? new UncheckedIOException(io)
                                : new IllegalStateException("wrapped", failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureFromOutsideIsOneSentenceAndExitCodeOne(Exception failure) {
        // When
        Told told = run(failure);
        // Then
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.text())
                .startsWith("postern: ")
                .endsWith("." + System.lineSeparator())
                .hasLineCount(1);
        assertThat(told.text()).doesNotContain("null", "Exception:");
    }

    @Test
    void aFaultOfTheProgramShowsWhereItHappened() {
        assertThat(run(new IllegalStateException("a fault")).text()).contains("a fault", "\tat ");
    }

    @Test
    void causesThatGoInACircleEnd() {
        // Given
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        // Then
        assertThat(Trouble.sentence(second)).isEmpty();
    }

    private record Told(int code, String text) {}

    private static Told run(Exception failure) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = Verb.run(new Failing(failure), printed, printed);
        return new Told(code, err.toString(StandardCharsets.UTF_8));
    }

    @Command(name = "./postern failing", description = "Fails.")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
