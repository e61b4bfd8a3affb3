package dev.postern.benchmarks.generator;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class VectorsTest {

    @Test
    void allThreeMakeTheCodesOfRfc6238() {
        assertThatCode(Vectors::check).doesNotThrowAnyException();
    }
}
