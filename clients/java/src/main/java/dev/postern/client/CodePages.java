package dev.postern.client;

import dev.postern.client.model.CodeAnswer;
import dev.postern.client.model.CodesPage;
import dev.postern.client.wire.Call;
import dev.postern.client.wire.Wire;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The codes of a list, whose pages are fetched as they are needed. */
final class CodePages implements Iterator<CodeAnswer> {
    private final Wire wire;
    private final Duration timeout;
    private @Nullable CodesFilter next;
    private Iterator<CodeAnswer> page = Collections.emptyIterator();

    CodePages(Wire wire, Duration timeout, CodesFilter filter) {
        this.wire = wire;
        this.timeout = timeout;
        this.next = filter;
    }

    @Override
    public boolean hasNext() {
        // A page before the last one may be empty.
        while (!page.hasNext() && next != null) {
            CodesPage fetched = CodesPage.of(
                    wire.checked(Call.of("GET", next.path()), timeout).object());
            page = fetched.codes() == null
                    ? Collections.emptyIterator()
                    : fetched.codes().iterator();
            next = fetched.nextCursor() == null ? null : next.after(fetched.nextCursor());
        }
        return page.hasNext();
    }

    @Override
    public CodeAnswer next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
