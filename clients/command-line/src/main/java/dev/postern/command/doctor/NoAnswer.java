package dev.postern.command.doctor;

import dev.postern.client.error.Unreachable;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why an address gives no answer, and what to do about it. */
final class NoAnswer {

    private NoAnswer() {}

    static Finding at(String where, Unreachable failure) {
        // The kind that says most comes first: to the JDK an unknown name and a time-out are failed connections, too.
        if (isCausedBy(failure, UnresolvedAddressException.class) || isCausedBy(failure, UnknownHostException.class)) {
            return bad(
                    "there is no host of this name: " + where,
                    "Check POSTERN_URL for a mistake, and this machine's DNS.");
        }
        if (isCausedBy(failure, SSLException.class)) {
            return bad(
                    "TLS fails at " + where,
                    "Where the server speaks plain HTTP, POSTERN_URL begins with http://. Where its certificate is one of your"
                            + " own, let Java trust it: JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE.");
        }
        if (isCausedBy(failure, HttpTimeoutException.class) || isCausedBy(failure, TimeoutException.class)) {
            return bad(
                    "no answer in time from " + where,
                    "Check POSTERN_URL, and what stands between: a firewall that drops calls, a proxy, a VPN.");
        }
        if (isCausedBy(failure, ConnectException.class)) {
            return bad(
                    "nothing listens at " + where,
                    "Start the server, or check the host and the port in POSTERN_URL: the gateway's is 8080 unless set.");
        }
        return bad(
                where + " ends the connection without an answer",
                "Where the server speaks TLS, POSTERN_URL begins with https://. Otherwise check what stands between, such as a"
                        + " proxy.");
    }

    private static Finding bad(String found, String advice) {
        return Finding.bad("address", found, advice);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
