package dev.postern.platform.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be called: those that the whole Internet can reach (IANA's special-purpose address registries),
 * and the ranges that the operator allows.
 */
public final class AddressRules {
    private static final List<Network> REFUSED = List.of(
            Network.of("0.0.0.0/8"),
            Network.of("10.0.0.0/8"),
            Network.of("100.64.0.0/10"),
            Network.of("127.0.0.0/8"),
            // Azure's platform server, which has a public address.
            Network.of("168.63.129.16"),
            // Holds the metadata address of most clouds.
            Network.of("169.254.0.0/16"),
            Network.of("172.16.0.0/12"),
            Network.of("192.0.0.0/24"),
            Network.of("192.0.2.0/24"),
            Network.of("192.31.196.0/24"),
            Network.of("192.52.193.0/24"),
            Network.of("192.88.99.0/24"),
            Network.of("192.168.0.0/16"),
            Network.of("192.175.48.0/24"),
            Network.of("198.18.0.0/15"),
            Network.of("198.51.100.0/24"),
            Network.of("203.0.113.0/24"),
            Network.of("224.0.0.0/4"),
            Network.of("240.0.0.0/4"),
            // Within global unicast: protocols' own, among them Teredo; documentation; 6to4, which hides an IPv4
            // address.
            Network.of("2001::/23"),
            Network.of("2001:db8::/32"),
            Network.of("2002::/16"),
            Network.of("3fff::/20"));

    /**
     * All of IPv6 that is global unicast. Outside it are loopback, unspecified, link-local, unique local, multicast,
     * the forms that hold an IPv4 address (mapped, compatible, translated) and both ranges of NAT64.
     */
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    private static final int IPV6_BYTES = 16;

    private final List<Network> allowed;

    /**
     * The rules with exceptions.
     *
     * @param allowed the ranges that the operator allows
     */
    public AddressRules(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Whether the operator allows a range with the address. */
    public boolean isOperators(InetAddress address) {
        byte[] bytes = plain(address.getAddress());
        return allowed.stream().anyMatch(network -> network.holds(bytes));
    }

    /** Whether the address may be called. */
    public boolean allow(InetAddress address) {
        if (isOperators(address)) {
            return true;
        }
        byte[] bytes = plain(address.getAddress());
        boolean global = bytes.length != IPV6_BYTES || GLOBAL_UNICAST.holds(bytes);
        return global && REFUSED.stream().noneMatch(network -> network.holds(bytes));
    }

    /** Java turns mapped addresses into IPv4 addresses, but not for every way of making an address. */
    private static byte[] plain(byte[] address) {
        boolean mapped = address.length == IPV6_BYTES
                && Arrays.equals(address, 0, 12, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, 12);
        return mapped ? Arrays.copyOfRange(address, 12, IPV6_BYTES) : address;
    }
}
