package dev.postern.platform.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("AddressSelection") // A literal has one address.
class AddressRulesTest {
    private final AddressRules rules = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "5f00::1",
                "100::1"
            })
    void refusesWhatNotEverybodyReaches(String address) throws UnknownHostException {
        assertThat(rules.allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.17",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450::1"
            })
    void allowsWhatEverybodyReaches(String address) throws UnknownHostException {
        assertThat(rules.allow(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void seesThroughAMappedAddressThatIsStillOfSixteenBytes() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        mapped[12] = 127;
        mapped[15] = 1;

        // Java would make four bytes of it; this is what does not.
        assertThat(rules.allow(java.net.Inet6Address.getByAddress(null, mapped, 0)))
                .isFalse();
    }

    @Test
    void allowsWhatTheOperatorAllowsAndNothingBeside() throws UnknownHostException {
        AddressRules some =
                new AddressRules(List.of(Network.of("10.1.0.0/16"), Network.of("fd12::/64"), Network.of("::1")));

        assertThat(some.allow(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(some.allow(InetAddress.getByName("10.2.0.0"))).isFalse();
        assertThat(some.allow(InetAddress.getByName("fd12::1"))).isTrue();
        assertThat(some.allow(InetAddress.getByName("fd12:0:0:1::1"))).isFalse();
        assertThat(some.allow(InetAddress.getByName("::1"))).isTrue();
        assertThat(some.allow(InetAddress.getByName("::2"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/x", "10.0.0/8", "/8"})
    void readsNoRangeIntoWhatIsNone(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
