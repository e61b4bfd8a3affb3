package dev.postern.extraction.weight;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How much each feature counts: natural logarithms of odds, which add up. The sum is the confidence by the logistic
 * function.
 *
 * @param unasked the confidence that is enough when nobody is known to wait for a code
 * @param expected the confidence that is enough for a login that waits
 */
public record Weights(Map<Feature, Double> counts, double unasked, double expected) {
    /** What {@code ./postern train} has learnt. */
    public static final Weights LEARNT = read(content());

    private static final String UNASKED = "enough-unasked";
    private static final String EXPECTED = "enough-expected";

    /**
     * Reads what {@link #written()} writes.
     *
     * @throws IllegalStateException when a line is no name and number
     */
    public static Weights read(String content) {
        Map<Feature, Double> counts = new EnumMap<>(Feature.class);
        double unasked = 1;
        double expected = 1;
        for (String line : content.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int blank = line.indexOf(' ');
            String name = blank < 0 ? line : line.substring(0, blank);
            double value = number(line.substring(blank + 1).strip(), line);
            switch (name) {
                case UNASKED -> unasked = value;
                case EXPECTED -> expected = value;
                default -> counts.put(feature(name), value);
            }
        }
        return new Weights(counts, unasked, expected);
    }

    /** How much a feature counts; 0 for one that was not learnt. */
    public double of(Feature feature) {
        return counts.getOrDefault(feature, 0.0);
    }

    /** The confidence of these features together, between 0 and 1. */
    public double confidence(Set<Feature> features) {
        double sum = 0;
        for (Feature feature : features) {
            sum += of(feature);
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** The confidence that is enough. */
    public double enough(boolean somebodyWaits) {
        return somebodyWaits ? expected : unasked;
    }

    /** One line for each number. */
    public String written() {
        StringBuilder written = new StringBuilder();
        written.append(line(UNASKED, unasked)).append(line(EXPECTED, expected));
        counts.forEach((feature, count) -> written.append(line(feature.hyphenatedName(), count)));
        return written.toString();
    }

    private static String line(String name, double value) {
        return String.format(Locale.ROOT, "%s %.3f%n", name, value);
    }

    private static double number(String written, String line) {
        try {
            return Double.parseDouble(written);
        } catch (NumberFormatException e) {
            throw new IllegalStateException("The file of weights has a line that is no name and number: " + line, e);
        }
    }

    private static Feature feature(String name) {
        for (Feature feature : Feature.values()) {
            if (feature.hyphenatedName().equals(name)) {
                return feature;
            }
        }
        throw new IllegalStateException("The file of weights names a feature that does not exist: " + name);
    }

    private static String content() {
        try (InputStream in = Weights.class.getResourceAsStream("/dev/postern/extraction/weights.txt")) {
            if (in == null) {
                throw new IllegalStateException("The file of weights is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The file of weights cannot be read.", e);
        }
    }
}
