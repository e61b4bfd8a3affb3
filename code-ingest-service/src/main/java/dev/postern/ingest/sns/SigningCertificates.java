package dev.postern.ingest.sns;

import dev.postern.ingest.calling.ProviderCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificates by which Amazon signs, by their addresses. Each that is good is fetched once and kept. */
@ApplicationScoped
class SigningCertificates {
    private static final int MOST = 100;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int DNS_NAME = 2;

    private final ProviderCalls calls;
    private final Map<String, X509Certificate> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, X509Certificate> eldest) {
            return size() > MOST;
        }
    };

    SigningCertificates(ProviderCalls calls) {
        this.calls = calls;
    }

    /**
     * The certificate at an address; empty when it is not valid now or not made out to the name.
     *
     * @param url one that {@link AwsAddresses} allows
     * @throws ProviderCalls.OutOfReach when it cannot be fetched
     */
    Optional<X509Certificate> at(String url, String name, Instant now) {
        X509Certificate certificate = kept(url);
        if (certificate == null) {
            try {
                certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(calls.get(url, null, MOST_BYTES)));
            } catch (CertificateException e) {
                return Optional.empty();
            }
        }
        try {
            certificate.checkValidity(Date.from(now));
            if (!isFor(certificate, name)) {
                return Optional.empty();
            }
        } catch (CertificateException e) {
            return Optional.empty();
        }
        keep(url, certificate);
        return Optional.of(certificate);
    }

    private static boolean isFor(X509Certificate certificate, String name) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .anyMatch(each -> Integer.valueOf(DNS_NAME).equals(each.get(0)) && name.equals(each.get(1)));
    }

    private synchronized @Nullable X509Certificate kept(String url) {
        return known.get(url);
    }

    private synchronized void keep(String url, X509Certificate certificate) {
        known.put(url, certificate);
    }
}
