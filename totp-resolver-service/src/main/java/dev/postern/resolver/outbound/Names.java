package dev.postern.resolver.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where names are looked up. */
interface Names {

    /** All addresses of a name, or the address that a literal states. Blocks. */
    List<InetAddress> of(String host) throws UnknownHostException;
}
