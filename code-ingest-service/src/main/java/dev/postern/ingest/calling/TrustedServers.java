package dev.postern.ingest.calling;

import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which servers are believed to be who they say: those that the Java runtime trusts, and those of the operator's own authorities. The
 * library that reads mailboxes secures its connections with the default of this process, so that is what is set.
 */
@ApplicationScoped
class TrustedServers implements StartupCheck {
    private final TrustSettings settings;

    TrustedServers(TrustSettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(Findings findings) {
        settings.certificatesFile().ifPresent(pem -> {
            try {
                trust(Path.of(pem));
            } catch (IOException | GeneralSecurityException | InvalidPathException e) {
                findings.abort(
                        "postern.ingest.trust.certificates-file", "must be a readable file of certificates in PEM");
            }
        });
    }

    /**
     * From now on this process trusts the certificates of a file in PEM too.
     *
     * @throws IOException when the file cannot be read
     * @throws GeneralSecurityException when it holds something else, or nothing
     */
    static void trust(Path pem) throws IOException, GeneralSecurityException {
        List<Certificate> own = new ArrayList<>();
        try (InputStream file = Files.newInputStream(pem)) {
            own.addAll(CertificateFactory.getInstance("X.509").generateCertificates(file));
        }
        if (own.isEmpty()) {
            throw new GeneralSecurityException("The file holds no certificate");
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        for (Certificate each : Stream.concat(own.stream(), usualAuthorities()).toList()) {
            trusted.setCertificateEntry("trusted-" + number++, each);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(trusted).getTrustManagers(), null);
        SSLContext.setDefault(context);
    }

    private static Stream<Certificate> usualAuthorities() throws GeneralSecurityException {
        return Arrays.stream(managers(null).getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()));
    }

    /** @param store null for that of the Java runtime */
    private static TrustManagerFactory managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
