package dev.postern.platform.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The log lines that one worker or alarm writes, as "LEVEL first words", while this is open. */
final class Logged extends Handler implements AutoCloseable {
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final Logger logger = Logger.getLogger(Outage.class.getName());
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final String worker;

    private Logged(String worker) {
        this.worker = worker;
    }

    static Logged of(String worker) {
        Logged logged = new Logged(worker);
        logged.logger.addHandler(logged);
        logged.logger.setUseParentHandlers(false);
        return logged;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        String text = MESSAGE.format(line);
        int key = text.indexOf(" part=" + worker + " ");
        if (key >= 0 && line.getLevel().intValue() >= Level.INFO.intValue()) {
            String level = line.getLevel().intValue() > Level.INFO.intValue() ? "WARN " : "INFO ";
            lines.add(level + text.substring(0, key));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
