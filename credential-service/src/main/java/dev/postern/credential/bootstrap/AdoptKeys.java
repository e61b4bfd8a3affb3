package dev.postern.credential.bootstrap;

import dev.postern.credential.apikey.IssueApiKey;
import dev.postern.credential.apikey.IssueApiKey.Adoption;
import dev.postern.credential.organization.CreateOrganization;
import dev.postern.credential.vault.SecretText;
import dev.postern.platform.access.Scope;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Stores the keys that were brought along: once, however often and by however many replicas it is tried. */
@ApplicationScoped
class AdoptKeys {
    private static final Logger LOGGER = Logger.getLogger(AdoptKeys.class);
    private static final int AFTER_THE_CHECKS = 20;
    // "bootst" in ASCII: only has to differ from other advisory locks of the database.
    private static final long LOCK = 0x626f6f747374L;
    // Fixed, so that each restart finds it. Made ids start at 2.
    private static final String LOCAL_ORGANIZATION = "o_1";

    private final BootstrapKeys keys;
    private final CreateOrganization createOrganization;
    private final IssueApiKey issueApiKey;
    private final EntityManager entities;

    AdoptKeys(
            BootstrapKeys keys,
            CreateOrganization createOrganization,
            IssueApiKey issueApiKey,
            EntityManager entities) {
        this.keys = keys;
        this.createOrganization = createOrganization;
        this.issueApiKey = issueApiKey;
        this.entities = entities;
    }

    @Transactional
    void onStart(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent event) {
        entities.createNativeQuery("SELECT cast(pg_advisory_xact_lock(:lock) AS text)", String.class)
                .setParameter("lock", LOCK)
                .getSingleResult();
        keys.local().ifPresent(this::adoptLocal);
        keys.operator().ifPresent(this::adoptOperator);
    }

    private void adoptLocal(SecretText key) {
        createOrganization.ensure(LOCAL_ORGANIZATION, "local");
        tell(issueApiKey.adopt(LOCAL_ORGANIZATION, "local", CreateOrganization.FIRST_KEY_SCOPES, key), "local");
    }

    private void adoptOperator(SecretText key) {
        if (!issueApiKey.operatorExists()) {
            tell(issueApiKey.adopt(null, "operator", Set.of(Scope.OPERATOR), key), "operator");
        }
    }

    private static void tell(Adoption adoption, String name) {
        switch (adoption) {
            case NEW -> LOGGER.infof("The first key was stored name=%s", name);
            case REVOKED -> LOGGER.warnf("The first key was revoked and stays so name=%s", name);
            case KNOWN -> LOGGER.debugf("The first key is known name=%s", name);
        }
    }
}
