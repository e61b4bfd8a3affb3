package dev.postern.gateway.console.page;

import dev.postern.gateway.console.api.Trouble;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonObject;

/** How a visit is answered. */
public sealed interface Reply {
    /**
     * A page, or the part of one that a script asked for.
     *
     * @param status the HTTP status
     * @param template what is shown
     */
    record Shown(int status, TemplateInstance template) implements Reply {}

    /** Sends the browser to another page, with GET. */
    record Sent(String path) implements Reply {}

    /** An answer for a script. */
    record Data(int status, JsonObject json) implements Reply {}

    /** Has a script load the page that is open again: what it asked for was a part of a page that is not for the person any more. */
    record Reload() implements Reply {}

    /** A page. */
    static Reply page(TemplateInstance template) {
        return new Shown(200, template);
    }

    /** The page again, with what was typed and what was wrong with it. */
    static Reply again(Form form, TemplateInstance template) {
        Trouble trouble = form.trouble();
        return new Shown(trouble != null && trouble.isAway() ? 503 : 422, template);
    }

    /** Another page, after something was done. */
    static Reply to(String path) {
        return new Sent(path);
    }

    /** Another page, by way of one of ours: for whoever comes from another site, whose browser keeps the session's cookie back. */
    static Reply onward(Frame frame, String path) {
        return page(new PlainPage(frame, "One moment", "", path));
    }

    /** JSON for a script of ours. */
    static Reply data(JsonObject json) {
        return new Data(200, json);
    }
}
