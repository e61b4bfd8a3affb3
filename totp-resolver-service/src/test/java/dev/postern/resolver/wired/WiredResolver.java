package dev.postern.resolver.wired;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.database.Transactions;
import dev.postern.fixtures.ServersAndKeys;
import dev.postern.platform.access.Access;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.resolver.CredentialServiceStub;
import dev.postern.resolver.waiting.Waiting;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * The resolver without its framework: its classes made by their constructors, a broker, a database and a plain HTTP server, all
 * of them real. Fills the fields of tests that are annotated with {@code @Inject}, as the framework would. Started by the first
 * test that asks, for all tests of the JVM: each has organisations of its own.
 */
public final class WiredResolver implements TestInstancePostProcessor, BeforeEachCallback {
    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        running(context).beans.fill(test);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RestAssured.port = running(context).http.port();
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(WiredResolver.class))
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    /** One that runs. */
    private static final class Running implements AutoCloseable {
        private final ServersAndKeys servers = ServersAndKeys.start("wired-resolver");
        private final CredentialServiceStub credentialService;
        private final AgroalDataSource dataSource;
        private final Beans beans;
        private final List<Consumed> consumed;
        private final PlainHttp http;

        private Running() throws Exception {
            credentialService = CredentialServiceStub.start();
            Map<String, String> ofTest = servers.settings("codes");
            ofTest.put("postern.internal.url", credentialService.url());
            ofTest.put("postern.outbound.unsafe-allowed-networks", "127.0.0.0/8");
            Set<Class<?>> known = OwnClasses.beside(Waiting.class, Access.class, Transactions.class);
            Settings settings = new Settings(ofTest, known);
            dataSource = pool(settings);
            Flyway tables = Flyway.configure(getClass().getClassLoader())
                    .dataSource(dataSource)
                    .locations(settings.text("quarkus.flyway.locations").split(","))
                    .load();
            tables.migrate();
            beans = new Beans(known, settings);
            beans.put(Flyway.class, tables);
            ObjectMapper json = json();
            Vertx vertx = Vertx.vertx();
            beans.put(DataSource.class, dataSource);
            beans.put(Vertx.class, vertx);
            beans.put(ObjectMapper.class, json);
            beans.put(MeterRegistry.class, new SimpleMeterRegistry());
            beans.put(Tracer.class, OpenTelemetry.noop().getTracer("test"));
            beans.put(Map.class, Map.of("bootstrap.servers", servers.kafka().bootstrapServers()));
            check();
            List<Object> resources = resources(known);
            consumed = Consumed.by(known, beans, settings);
            start(known);
            @SuppressWarnings({"unchecked", "rawtypes"})
            List<MessageBodyReader<?>> readers = (List) beans.ofType(MessageBodyReader.class);
            http = new PlainHttp(vertx, resources, new Arguments(readers), new Refusals(known, beans), json);
        }

        static Running start() {
            try {
                return new Running();
            } catch (Exception e) {
                throw new IllegalStateException("The resolver does not start", e);
            }
        }

        private void check() {
            Findings findings = new Findings();
            beans.ofType(StartupCheck.class).forEach(check -> check.check(findings));
            if (!findings.errors().isEmpty()) {
                throw new IllegalStateException(String.join(" | ", findings.errors()));
            }
        }

        private List<Object> resources(Set<Class<?>> known) {
            List<Object> resources = new ArrayList<>();
            for (Class<?> type : known) {
                // Streams of events are the framework's; their tests start it.
                if (type.isAnnotationPresent(Path.class)
                        && !type.getSimpleName().endsWith("EventsResource")) {
                    resources.add(beans.get(type));
                }
            }
            return resources;
        }

        private void start(Set<Class<?>> known) {
            for (Class<?> type : known) {
                observer(type, StartupEvent.class)
                        .filter(_ -> !type.getSimpleName().equals("StartupGate"))
                        .forEach(method -> invoke(method, new StartupEvent()));
            }
        }

        private static Stream<Method> observer(Class<?> type, Class<?> event) {
            return Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getParameterCount() == 1
                            && method.getParameterTypes()[0] == event
                            && method.getParameters()[0].isAnnotationPresent(Observes.class));
        }

        private void invoke(Method method, Object event) {
            try {
                method.setAccessible(true);
                method.invoke(beans.get(method.getDeclaringClass()), event);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static AgroalDataSource pool(Settings settings) throws SQLException {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(20)
                            .connectionFactoryConfiguration(connection -> connection
                                    .jdbcUrl(settings.text("quarkus.datasource.jdbc.url"))
                                    .principal(new NamePrincipal(settings.text("quarkus.datasource.username")))
                                    .credential(new SimplePassword(settings.text("quarkus.datasource.password"))))));
        }

        private static ObjectMapper json() {
            return JsonMapper.builder()
                    .findAndAddModules()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
        }

        @Override
        public void close() {
            http.close();
            consumed.forEach(Consumed::close);
            for (Object bean : beans.all()) {
                observer(bean.getClass(), ShutdownEvent.class).forEach(method -> invoke(method, new ShutdownEvent()));
            }
            dataSource.close();
            credentialService.close();
            servers.close();
        }
    }
}
