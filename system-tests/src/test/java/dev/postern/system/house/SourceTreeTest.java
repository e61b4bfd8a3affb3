package dev.postern.system.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages stay small, and most tests do without Quarkus. */
class SourceTreeTest {
    private static final int LARGEST_PACKAGE = 15;
    private static final int HIGHEST_PERCENTAGE = 15;
    /** The published contract is one flat list on purpose. */
    private static final String CONTRACT = "code-events/src/main/java/dev/postern/events";

    private static final SourceTree PROJECT = new SourceTree(Checkout.folder());

    @TempDir
    Path planted;

    @Test
    void noPackageHasMoreThanFifteenTypes() {
        // When
        Map<String, Long> large = PROJECT.packagesOver(LARGEST_PACKAGE);
        large.remove(CONTRACT);
        // Then
        assertThat(large).isEmpty();
    }

    @Test
    void aPackageOfSixteenTypesIsFound() throws IOException {
        // Given
        Path hall = Files.createDirectories(planted.resolve("module/src/main/java/hall"));
        for (int type = 0; type <= LARGEST_PACKAGE; type++) {
            Files.writeString(hall.resolve("Type" + type + ".java"), "class Type" + type + " {}");
        }
        Files.writeString(hall.resolve("package-info.java"), "package hall;");
        // Then
        assertThat(new SourceTree(planted).packagesOver(LARGEST_PACKAGE))
                .containsExactly(Map.entry("module/src/main/java/hall", 16L));
    }

    /** Each thread of a service counts for its health, since Alarm and Worker alone make one that lasts. Look-ups of names and desks have a pool that makes new ones, and a received event has its own. */
    @Test
    void threadsOfServicesAreMadeWhereTheirHealthIsLookedUp() {
        // Given
        Pattern making = Pattern.compile(
                "Thread\\.ofPlatform|new Thread\\(|Executors\\.new(?!ThreadPerTask|VirtualThread)|new Timer\\(|new"
                        + " (ScheduledThread|Thread|ForkJoin)Pool");
        // When
        List<String> makers =
                PROJECT.mainSourcesWith(making, List.of("local", "benchmarks", "test-fixtures", "clients"));
        // Then
        assertThat(makers)
                .containsExactly("Alarm.java", "Desk.java", "FairIntake.java", "SystemNames.java", "Worker.java");
    }

    /** Work for a request says for whom, so that it takes the turns of its organisation; these begin no such work, or say it later. */
    @Test
    void virtualThreadsOfServicesSayForWhomTheyWork() {
        // When
        List<String> makers = PROJECT.mainSourcesWith(
                Pattern.compile("ofVirtual\\(\\)|startVirtualThread|VirtualThreadPerTask"),
                List.of("local", "benchmarks", "test-fixtures", "clients", "gateway", "code-ingest-service"));
        // Then
        assertThat(makers)
                .containsExactly(
                        "Alarm.java",
                        "CallTimer.java",
                        "CallingOrganization.java",
                        "Entrance.java",
                        "FairPlaces.java",
                        "Grants.java",
                        "HandOutCode.java",
                        "InternalListener.java",
                        "SharedFeed.java",
                        "UnawaitedEvents.java");
    }

    @Test
    void atMostFifteenTestClassesInAHundredBootQuarkus() {
        // When
        int all = PROJECT.testClasses().size();
        // Then
        assertThat(PROJECT.testClassesThatBootQuarkus()).hasSizeLessThanOrEqualTo(all * HIGHEST_PERCENTAGE / 100);
    }

    @Test
    void aTestClassThatBootsQuarkusIsCounted() throws IOException {
        // Given
        Path tests = Files.createDirectories(planted.resolve("module/src/test/java/tests"));
        Files.writeString(
                tests.resolve("BootingTest.java"), "@Quarkus" + "Test class BootingTest { @Test void test() {} }");
        Files.writeString(tests.resolve("PlainTest.java"), "class PlainTest { @Test void test() {} }");
        Files.writeString(tests.resolve("Fixture.java"), "class Fixture {}");
        // Then
        assertThat(new SourceTree(planted).testClasses()).hasSize(2);
        assertThat(new SourceTree(planted).testClassesThatBootQuarkus())
                .containsExactly(tests.resolve("BootingTest.java"));
    }
}
