package dev.postern.local;

import dev.postern.local.supervision.Part;
import java.util.Optional;

/** The database server. */
record PostgresPart(LocalSystem system) implements Part {

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Optional<String> trouble() {
        return system.postgres().isRunning() ? Optional.empty() : Optional.of("ended");
    }

    @Override
    public void startAgain() {
        system.bringPostgresBack();
    }

    @Override
    public boolean serves() {
        return system.postgres().isRunning();
    }

    @Override
    public String lastWords() {
        return "Its log is postgres/postgres.log in the data folder.";
    }
}
