package dev.postern.platform.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses of one family.
 *
 * @param first its first address
 * @param bits how many leading bits its addresses share
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Network(byte[] first, int bits) {
    // A text that cannot be an address literal is refused first, since InetAddress would look it up as a name.
    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    public Network {
        first = first.clone();
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code fd00::/8}; without a slash, the range is that one address.
     *
     * @throws IllegalArgumentException when it is not a range
     */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(literal).matches()) {
            throw new IllegalArgumentException("Not an address");
        }
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("Not a range");
            }
            return new Network(address, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address", e);
        }
    }

    boolean holds(byte[] address) {
        if (address.length != first.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != first[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ first[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0;
    }
}
