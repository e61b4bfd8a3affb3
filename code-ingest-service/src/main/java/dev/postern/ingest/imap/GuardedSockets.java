package dev.postern.ingest.imap;

import dev.postern.platform.address.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/** Sockets that connect to nothing but what may be called. The address is checked that is connected to, not a name. */
final class GuardedSockets extends SocketFactory {
    private final AddressRules rules;
    private final boolean operatorsOnly;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param operatorsOnly whether only what the operator allows may be called */
    GuardedSockets(AddressRules rules, boolean operatorsOnly) {
        this.rules = rules;
        this.operatorsOnly = operatorsOnly;
    }

    /** The address may not be called. */
    static final class NotAllowed extends IOException {
        private static final long serialVersionUID = 1L;

        NotAllowed() {
            super("The address may not be called");
        }
    }

    /** Cuts all connections at once: whatever reads from one fails. */
    void cut() {
        open.forEach(GuardedSockets::close);
        open.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, whatever it says.
        }
    }

    private boolean mayCall(InetAddress address) {
        return operatorsOnly ? rules.isOperators(address) : rules.allow(address);
    }

    @Override
    public Socket createSocket() {
        return new Guarded();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }

    private final class Guarded extends Socket {
        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            InetAddress address = ((InetSocketAddress) endpoint).getAddress();
            if (address == null) {
                throw new UnknownHostException("There is no such host");
            }
            if (!mayCall(address)) {
                throw new NotAllowed();
            }
            open.add(this);
            super.connect(endpoint, timeout);
        }

        @Override
        public synchronized void close() throws IOException {
            open.remove(this);
            super.close();
        }
    }
}
