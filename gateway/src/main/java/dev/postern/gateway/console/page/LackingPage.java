package dev.postern.gateway.console.page;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * Says that the person's key may not open a page.
 *
 * @param frame around it
 * @param key the name of the key
 * @param scopes of which one would open it
 * @param forOperator whether no admin can give away what is missing
 */
record LackingPage(Frame frame, String key, List<String> scopes, boolean forOperator) implements TemplateInstance {
    LackingPage {
        scopes = List.copyOf(scopes);
    }
}
