package dev.postern.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyHashTest {

    /** FIPS 180-4's example for "abc". */
    @Test
    void isSha256InLowerCaseHex() {
        assertThat(KeyHash.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void isOfTheKeysUtf8() {
        assertThat(KeyHash.of("ü")).isEqualTo(KeyHash.of("\u00fc")).isNotEqualTo(KeyHash.of("u\u0308"));
    }
}
