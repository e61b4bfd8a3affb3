package dev.postern.credential.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.vault.MasterKeyRenewal;
import dev.postern.credential.vault.MasterKeysetFile;
import dev.postern.credential.vault.Vault;
import dev.postern.database.Transactions;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is replaced while two replicas serve, whose files change one after the other. */
class MasterRotationTest {
    private static final byte[] PLAIN = "secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final CredentialDatabase database = CredentialDatabase.fresh();
    private final Transactions transactions = database.transactions();
    private final RotationRows rows = new RotationRows(transactions);

    @Test
    void theNewKeyWrapsOnceEachReplicaHasItAndTheOldOneIsNotNeededAfterwards() throws Exception {
        // Given
        MasterKeysetFile firstFile = new MasterKeysetFile(folder.resolve("first"));
        MasterKeysetFile secondFile = firstFile.copy(folder.resolve("second"));
        MasterKeyRenewal first = firstFile.renewal(transactions);
        MasterKeyRenewal second = secondFile.renewal(transactions);
        Vault firstVault = firstFile.vault(database.dataSource());
        Vault secondVault = secondFile.vault(database.dataSource());
        first.tell("first");
        second.tell("second");
        String before = organization(firstVault);
        byte[] encrypted = firstVault.encrypt(PLAIN, before, "cred_1", "secrets");
        Rotations rotations = rotations(first);
        assertThatThrownBy(() -> rotations.begin(Kind.MASTER, null, "ak_1"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("The master keyset has no new primary key");

        // When only the first replica has the new key
        firstFile.addKey();
        Rotation begun = rotations.begin(Kind.MASTER, null, "ak_1");
        first.tell("first");
        // Then nothing is wrapped with it, and both open everything
        assertThat(advanced(rotations, begun).place().step()).isEqualTo(Step.SPREADING);
        assertThat(rotations.waitsFor(find(begun))).containsExactly("second");
        String meanwhile = organization(firstVault);
        assertThat(secondVault.encrypt(PLAIN, meanwhile, "cred_1", "secrets")).isNotEmpty();

        // When the second has it too, and learns of it by nobody
        firstFile.copy(folder.resolve("second"));
        second.tell("second");
        // Then everything is wrapped anew, with workers that change in between
        Rotation wrapped = advanced(rotations(second), advancedOnce(rotations, find(begun)));
        assertThat(wrapped.place().step()).isEqualTo(Step.REMOVING);
        assertThat(wrapped.rowsDone()).isEqualTo(wrapped.rowsTotal() + 1).isEqualTo(2);
        String after = organization(secondVault);
        assertThat(rotations.waitsFor(wrapped)).containsExactly("first", "second");

        // When the old key is taken out of both files
        firstFile.removeOldKeys();
        MasterKeysetFile last = firstFile.copy(folder.resolve("second"));
        first.tell("first");
        second.tell("second");
        // Then the rotation is finished, and a replica that never had the old key opens everything
        assertThat(advanced(rotations, wrapped).finishedAt()).isNotNull();
        Vault fresh = last.vault(database.dataSource());
        assertThat(fresh.decrypt(encrypted, before, "cred_1", "secrets")).isEqualTo(PLAIN);
        for (String organization : List.of(before, meanwhile, after)) {
            assertThat(fresh.encrypt(PLAIN, organization, "cred_2", "secrets")).isNotEmpty();
        }
        // And the audit says who had it replaced
        assertThat(database.audit(AuditRecorded.INSTALLATION))
                .extracting(AuditRecorded::actor, AuditRecorded::action, AuditRecorded::subject)
                .containsExactly(
                        tuple("ak_1", "master-key.renewed", begun.asked().id()),
                        tuple("ak_1", "master-key.old-removed", begun.asked().id()));
    }

    private String organization(Vault vault) {
        String id = database.organization();
        vault.createKey(id);
        return id;
    }

    private Rotation find(Rotation rotation) {
        return rows.find(rotation.asked().id()).orElseThrow();
    }

    /** As far as it goes for now. */
    private Rotation advanced(Rotations rotations, Rotation rotation) {
        while (transactions.run(connection -> rotations.advance(connection, find(rotation)))) {
            // A piece at a time.
        }
        return find(rotation);
    }

    private Rotation advancedOnce(Rotations rotations, Rotation rotation) {
        transactions.run(connection -> rotations.advance(connection, rotation));
        return find(rotation);
    }

    private Rotations rotations(MasterKeyRenewal keys) {
        return new Rotations(
                new ArrayList<>(List.of(new MasterRotation(keys, database.outbox(), Clock.systemUTC()))),
                rows,
                transactions,
                new SecureRandom(),
                Clock.systemUTC());
    }
}
