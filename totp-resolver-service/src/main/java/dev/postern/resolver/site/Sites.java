package dev.postern.resolver.site;

import dev.postern.events.CodeReceived;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes sites as senders are hashed: a login's site can thus be compared with a sender's domain and name. */
@ApplicationScoped
public class Sites implements ShownSites {
    private final IndexKey indexKey;
    private final PayloadSealer sealer;

    public Sites(IndexKey indexKey, PayloadSealer sealer) {
        this.indexKey = indexKey;
        this.sealer = sealer;
    }

    /**
     * The keys of the site where a login stands: that of its domain, then that of the name under which it may send texts.
     *
     * @param pageHost null when it is not known
     */
    public static List<String> of(String organizationId, @Nullable String pageHost, IndexKey hashes) {
        if (pageHost == null) {
            return List.of();
        }
        SiteDomain domain = SiteDomain.of(pageHost);
        return List.of(
                hashes.senderKey(organizationId, domain.text()), hashes.senderKey(organizationId, domain.name()));
    }

    /** The site that the code is bound to, and that of its link. */
    @Override
    public List<String> keys(CodeReceived code) {
        return keys(code, indexKey);
    }

    /** As {@link #keys(CodeReceived)}, by hashes of this key. */
    public List<String> keys(CodeReceived code, IndexKey hashes) {
        List<String> hosts = new ArrayList<>();
        if (code.boundDomain() != null) {
            hosts.add(code.boundDomain());
        }
        String host = code.linkSealed() == null ? null : host(code, code.linkSealed());
        if (host != null) {
            hosts.add(host);
        }
        return hosts.stream()
                .map(shown -> hashes.senderKey(
                        code.organizationId(), SiteDomain.of(shown).text()))
                .distinct()
                .toList();
    }

    private @Nullable String host(CodeReceived code, String linkSealed) {
        try {
            SealedField place = new SealedField(code.organizationId(), code.totpCodeId(), "link");
            return new URI(sealer.open(linkSealed, place)).getHost();
        } catch (URISyntaxException | PayloadSealer.CannotOpen e) {
            // It shows no site. Whether it can be opened matters to the login that gets it.
            return null;
        }
    }
}
