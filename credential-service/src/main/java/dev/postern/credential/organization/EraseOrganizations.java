package dev.postern.credential.organization;

import dev.postern.credential.vault.Vault;
import dev.postern.platform.access.OrganizationTable;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Deletes what is stored of organisations that were deleted. A replica that ends meanwhile is followed by another, or by itself after
 * its start. Each replica forgets their data keys as soon as it reads of their end.
 */
@ApplicationScoped
class EraseOrganizations {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final OrganizationRows rows;
    private final EraseOrganization erase;
    private final OrganizationTable organizations;
    private final Vault vault;
    private final Worker worker = new Worker(
            "erase-organizations", "What is stored of deleted organisations is not being deleted", this::round);

    EraseOrganizations(OrganizationRows rows, EraseOrganization erase, OrganizationTable organizations, Vault vault) {
        this.rows = rows;
        this.erase = erase;
        this.organizations = organizations;
        this.vault = vault;
    }

    void onStart(@Observes StartupEvent event) {
        organizations.onChange(this::changed);
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void changed(String organizationId) {
        if (organizations.isDeleted(organizationId)) {
            vault.forgetKey(organizationId);
            worker.wake();
        }
    }

    private void round(Worker self) throws InterruptedException {
        for (String organizationId : rows.ending()) {
            while (self.goesOn() && erase.part(organizationId)) {
                self.works();
            }
        }
        self.works();
        self.pause(EVERY);
    }
}
