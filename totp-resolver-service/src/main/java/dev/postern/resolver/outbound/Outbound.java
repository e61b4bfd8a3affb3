package dev.postern.resolver.outbound;

import dev.postern.platform.address.AddressRules;
import dev.postern.platform.address.Network;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.resolver.outbound.Outcome.Failed;
import dev.postern.resolver.outbound.Outcome.Failure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Posts to addresses that users supply. The name is looked up, its addresses are checked, and the connection goes to a
 * checked one. A second look-up cannot send it elsewhere. Blocks; call it on a virtual thread.
 */
@ApplicationScoped
public class Outbound implements StartupCheck {
    private static final String SETTING = "postern.outbound.unsafe-allowed-networks";
    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_ADDRESSES = 2;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int PERMANENT_REDIRECT = 308;

    private final Names names;
    private final AddressRules rules;
    private final PinnedCalls calls;
    private final boolean readable;
    private final boolean unsafe;

    @Inject
    Outbound(OutboundSettings settings, Names names, Vertx vertx) {
        this(settings.unsafeAllowedNetworks().orElse(List.of()), names, new PinnedCalls(vertx));
    }

    Outbound(List<String> allowed, Names names, PinnedCalls calls) {
        List<Network> networks = new ArrayList<>();
        for (String network : allowed) {
            read(network).ifPresent(networks::add);
        }
        this.names = names;
        this.rules = new AddressRules(networks);
        this.calls = calls;
        this.readable = networks.size() == allowed.size();
        this.unsafe = !networks.isEmpty();
    }

    @Override
    public void check(Findings findings) {
        if (!readable) {
            findings.abort(SETTING, "an entry is no range of addresses such as 10.1.0.0/16");
        } else if (unsafe) {
            findings.warn(SETTING, "whoever may ask for a code can send requests to these ranges");
        }
    }

    /** Whether the target is a literal address that may not be called. This needs no look-up. */
    public boolean refusesLiteral(Target target) {
        try {
            return isLiteral(target.host()) && !rules.allow(InetAddress.getByName(target.host()));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /**
     * Posts a body and reads the answer whole. Only a redirect that repeats the post at the same place is followed.
     *
     * @param longest the time limit for the whole call
     * @param mostBytes the size limit of the answer's body
     */
    public Outcome post(Target target, Map<String, String> headers, byte[] body, Duration longest, int mostBytes) {
        long deadline = System.nanoTime() + longest.toNanos();
        Target at = target;
        for (int redirects = 0; ; redirects++) {
            PinnedCalls.Call call = new PinnedCalls.Call(at, headers, body, mostBytes, deadline);
            PinnedCalls.Result result = once(call);
            String location = result.location();
            if (location == null) {
                return result.outcome();
            }
            Optional<Target> next = redirects == MOST_REDIRECTS ? Optional.empty() : at.redirectedTo(location);
            if (next.isEmpty()) {
                return new Failed(Failure.REDIRECT_REFUSED, result.status());
            }
            at = next.get();
        }
    }

    private PinnedCalls.Result once(PinnedCalls.Call call) {
        List<InetAddress> all;
        try {
            all = names.of(call.target().host());
        } catch (UnknownHostException e) {
            return PinnedCalls.Result.failed(Failure.ADDRESS_NOT_ALLOWED);
        }
        List<InetAddress> allowed =
                all.stream().filter(rules::allow).limit(MOST_ADDRESSES).toList();
        if (allowed.isEmpty()) {
            return PinnedCalls.Result.failed(Failure.ADDRESS_NOT_ALLOWED);
        }
        PinnedCalls.Result result = calls.post(call, allowed.getFirst());
        return result.neverConnected() && allowed.size() > 1 ? calls.post(call, allowed.getLast()) : result;
    }

    /**
     * The redirects that repeat the request unchanged. After other redirects, a client would send a different request.
     */
    static boolean repeatsThePost(int status) {
        return status == TEMPORARY_REDIRECT || status == PERMANENT_REDIRECT;
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static Optional<Network> read(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Network.of(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
