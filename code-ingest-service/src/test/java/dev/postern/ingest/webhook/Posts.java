package dev.postern.ingest.webhook;

import dev.postern.events.CodeReceived;
import dev.postern.events.EventJson;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Topic;
import dev.postern.ingest.TestChannels;
import dev.postern.ingest.TopicReader;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import io.quarkus.arc.Arc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends posts to the running service, and reads on Kafka what came of them. */
public final class Posts {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Posts() {}

    /** What came of a message: its event's id, identifier and text, opened. */
    public record Taken(String id, String identifier, String text, boolean withCode) {}

    public static HttpResponse<String> send(
            String method, String target, byte[] body, Stream<Map.Entry<String, String>> headers) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(header -> request.header(header.getKey(), header.getValue()));
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The answer to a post that says how long it will be and waits for leave to come. */
    static int announce(String target, long length) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
                                    + "Content-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return Integer.parseInt(line.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Every event of the channel's organisation, in no order. */
    public static List<Taken> taken(TestChannels.Draft channel) {
        Stream<Taken> codes = TopicReader.all(Topic.CODES_RECEIVED).stream()
                .map(record -> EventJson.readerFor(CodeReceived.class).read(record.value()))
                .filter(event -> event.organizationId().equals(channel.organization()))
                .map(event -> new Taken(
                        event.totpCodeId(),
                        open(channel, event.totpCodeId(), "identifier", event.identifierSealed()),
                        open(channel, event.totpCodeId(), "content", event.contentSealed()),
                        true));
        Stream<Taken> unparsed = unparsed(channel).stream()
                .map(event -> new Taken(
                        event.totpCodeId(),
                        open(channel, event.totpCodeId(), "identifier", event.identifierSealed()),
                        open(channel, event.totpCodeId(), "content", event.contentSealed()),
                        false));
        return Stream.concat(codes, unparsed).toList();
    }

    /** What holds no code of the channel's organisation. */
    public static List<MessageUnparsed> unparsed(TestChannels.Draft channel) {
        return TopicReader.all(Topic.MESSAGES_UNPARSED).stream()
                .map(record -> EventJson.readerFor(MessageUnparsed.class).read(record.value()))
                .filter(event -> event.organizationId().equals(channel.organization()))
                .toList();
    }

    private static String open(TestChannels.Draft channel, String id, String field, String sealed) {
        return Arc.container()
                .instance(PayloadSealer.class)
                .get()
                .open(sealed, new SealedField(channel.organization(), id, field));
    }
}
