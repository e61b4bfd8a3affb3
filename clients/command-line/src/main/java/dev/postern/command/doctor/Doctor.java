package dev.postern.command.doctor;

import dev.postern.client.Postern;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern doctor}: looks at the server and the key, and says what to do. */
@Command(
        name = "doctor",
        description = "Looks at the server and the key, and says what to do.",
        footer = {"", "Example: postern doctor"})
public final class Doctor extends Verb {

    @Option(
            names = "--health",
            paramLabel = "URL",
            description = "a management address, such as http://127.0.0.1:9083, for Kafka's and the databases' own"
                    + " health; may be given again")
    private List<String> health = new ArrayList<>();

    public Doctor(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        List<Finding> findings = new ArrayList<>(new ServerChecks(postern).all());
        // Without an answer and a key the rest would say one thing again and again.
        if (findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.BAD)) {
            findings.add(new VersionCheck(postern).look());
            findings.addAll(new ChannelChecks(postern).all());
            findings.addAll(new StoreChecks(postern).all());
        }
        health.forEach(address -> findings.add(new HealthCheck(address).look()));
        print(findings);
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.BAD)
                ? ExitCode.FAILED
                : ExitCode.DONE;
    }

    private void print(List<Finding> findings) {
        if (json()) {
            findings.forEach(finding -> console().json(finding.json()));
            return;
        }
        Table table = new Table("CHECK", "VERDICT", "FOUND");
        findings.forEach(finding -> table.add(finding.check(), finding.verdict().word(), finding.found()));
        table.print(console());
        for (Finding finding : findings) {
            if (finding.advice() != null) {
                console().print("- " + finding.check() + ": " + finding.advice());
            }
        }
    }
}
