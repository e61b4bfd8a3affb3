package dev.postern.gateway.console.setting;

import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;

/** Who is signed in, and what the browser is to do. */
@Singleton
final class YouPages implements Feature {
    /** The page. */
    record You(Frame frame) implements TemplateInstance {}

    @Override
    public void addTo(Site site) {
        site.page("/console/settings", visit -> Reply.page(new You(visit.frame("Settings", Tab.SETTINGS))));
    }
}
