package dev.postern.resolver.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where names are looked up. */
interface Names {

    /** All addresses of a name, or the one that a literal says. Blocks. */
    List<InetAddress> of(String host) throws UnknownHostException;
}
