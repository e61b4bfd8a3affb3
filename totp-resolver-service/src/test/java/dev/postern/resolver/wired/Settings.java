package dev.postern.resolver.wired;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's settings: those of a test, else those of its {@code application.properties}, else its defaults. */
final class Settings {
    private static final int OF_TEST = 500;
    private static final int OF_SERVICE = 100;

    private final SmallRyeConfig config;

    Settings(Map<String, String> ofTest, Set<Class<?>> known) {
        try {
            SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(ofTest, "test", OF_TEST));
            for (URL file : Collections.list(getClass().getClassLoader().getResources("application.properties"))) {
                builder.withSources(new PropertiesConfigSource(file, OF_SERVICE));
            }
            known.stream().filter(Settings::isMapping).forEach(builder::withMapping);
            config = builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean maps(Class<?> type) {
        return isMapping(type);
    }

    Object mapping(Class<?> type) {
        return config.getConfigMapping(type);
    }

    String text(String name) {
        return config.getValue(name, String.class);
    }

    Object value(ConfigProperty setting, Type type) {
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            return config.getOptionalValue(setting.name(), (Class<?>) optional.getActualTypeArguments()[0]);
        }
        Class<?> wanted = (Class<?>) type;
        return config.getOptionalValue(setting.name(), wanted)
                .map(Object.class::cast)
                .orElseGet(() -> config.getConverter(wanted).orElseThrow().convert(setting.defaultValue()));
    }

    private static boolean isMapping(Class<?> type) {
        return type.isAnnotationPresent(ConfigMapping.class);
    }
}
