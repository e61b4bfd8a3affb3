package dev.postern.gateway.settings;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses and networks in CIDR notation (RFC 4632, RFC 4291), as a setting names them.
 *
 * @param networks of either family
 */
public record Networks(List<Network> networks) {

    /**
     * Reads addresses and networks; names are not looked up.
     *
     * @throws IllegalArgumentException when a text is neither an address nor a network
     */
    public static Networks of(List<String> texts) {
        return new Networks(texts.stream().map(String::strip).map(Network::of).toList());
    }

    /** Whether the address is one of them or lies in one. */
    public boolean contain(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address.getAddress()));
    }

    /**
     * The first bits of an address.
     *
     * @param address all of an address; its further bits do not count
     * @param bits how many count
     */
    public record Network(List<Byte> address, int bits) {

        static Network of(String text) {
            String[] parts = text.split("/", -1);
            try {
                byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
                int bits = parts.length == 1 ? 8 * address.length : Integer.parseInt(parts[1]);
                if (parts.length > 2 || bits < 0 || bits > 8 * address.length) {
                    throw new IllegalArgumentException("No network: " + text);
                }
                return new Network(boxed(address), bits);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("No network: " + text, e);
            }
        }

        boolean contains(byte[] other) {
            if (other.length != address.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((address.get(bit / 8) ^ other[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }

        private static List<Byte> boxed(byte[] bytes) {
            Byte[] boxed = new Byte[bytes.length];
            Arrays.setAll(boxed, i -> bytes[i]);
            return List.of(boxed);
        }
    }
}
