package dev.postern.benchmarks.evaluate;

import dev.postern.extraction.weight.Feature;
import dev.postern.extraction.weight.Weights;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Learns how much each feature counts: logistic regression with a penalty on large weights, by Newton's method. The result depends on the
 * lessons alone.
 */
final class Learning {
    private static final int ROUNDS = 25;
    private static final double PENALTY = 1.0;
    /** Nobody misses what is not taken unasked: it is read again when a login waits. */
    private static final double UNASKED = 0.75;
    /** A login that waits has nothing else, and its site says when a code is wrong. */
    private static final double EXPECTED = 0.45;

    private static final int FEATURES = Feature.values().length;
    /** The place of each feature in the vectors. */
    private static final Map<Feature, Integer> PLACES = places();

    private Learning() {}

    static Weights weights(List<Lesson> lessons) {
        return new Weights(counts(lessons), UNASKED, EXPECTED);
    }

    private static Map<Feature, Double> counts(List<Lesson> lessons) {
        double[] weights = new double[FEATURES];
        for (int round = 0; round < ROUNDS; round++) {
            step(lessons, weights);
        }
        Map<Feature, Double> counts = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            counts.put(feature, weights[place(feature)]);
        }
        return counts;
    }

    private static Map<Feature, Integer> places() {
        Map<Feature, Integer> places = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            places.put(feature, places.size());
        }
        return places;
    }

    private static int place(Feature feature) {
        return PLACES.getOrDefault(feature, 0);
    }

    private static void step(List<Lesson> lessons, double[] weights) {
        double[] gradient = new double[FEATURES];
        double[][] hessian = new double[FEATURES][FEATURES];
        for (int i = 0; i < FEATURES; i++) {
            gradient[i] = -PENALTY * weights[i];
            hessian[i][i] = PENALTY;
        }
        for (Lesson lesson : lessons) {
            double sum = 0;
            for (Feature feature : lesson.features()) {
                sum += weights[place(feature)];
            }
            double likely = 1 / (1 + Math.exp(-sum));
            double error = lesson.counts() * ((lesson.right() ? 1 : 0) - likely);
            double slope = lesson.counts() * likely * (1 - likely);
            for (Feature one : lesson.features()) {
                gradient[place(one)] += error;
                for (Feature other : lesson.features()) {
                    hessian[place(one)][place(other)] += slope;
                }
            }
        }
        double[] change = solved(hessian, gradient);
        for (int i = 0; i < FEATURES; i++) {
            weights[i] += change[i];
        }
    }

    /** Gaussian elimination with pivots. The penalty keeps the matrix regular. */
    private static double[] solved(double[][] matrix, double[] right) {
        int size = right.length;
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column + 1; row < size; row++) {
                if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
                    pivot = row;
                }
            }
            double[] swapped = matrix[column];
            matrix[column] = matrix[pivot];
            matrix[pivot] = swapped;
            double value = right[column];
            right[column] = right[pivot];
            right[pivot] = value;
            for (int row = column + 1; row < size; row++) {
                double factor = matrix[row][column] / matrix[column][column];
                for (int i = column; i < size; i++) {
                    matrix[row][i] -= factor * matrix[column][i];
                }
                right[row] -= factor * right[column];
            }
        }
        double[] solution = new double[size];
        for (int row = size - 1; row >= 0; row--) {
            double sum = right[row];
            for (int i = row + 1; i < size; i++) {
                sum -= matrix[row][i] * solution[i];
            }
            solution[row] = sum / matrix[row][row];
        }
        return solution;
    }
}
