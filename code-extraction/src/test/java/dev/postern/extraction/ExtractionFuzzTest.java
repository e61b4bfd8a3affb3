package dev.postern.extraction;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever the bytes are: no exception, no stack that overflows, no end that never comes. A build tries the messages of the corpus beside
 * this class, and those only, so that it gives one answer each time. {@code ./postern fuzz} looks for new ones; what it finds interesting
 * stays in {@code .cifuzz-corpus}, and the next run goes on from there.
 */
class ExtractionFuzzTest {

    @FuzzTest
    void neverThrows(byte[] bytes) {
        AnyBytes.areRead(bytes);
    }
}
