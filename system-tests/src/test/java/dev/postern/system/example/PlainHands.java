package dev.postern.system.example;

import dev.postern.system.Api;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a browser would send, without a browser. */
final class PlainHands implements Hands {
    private @Nullable Api site;

    @Override
    public String how() {
        return "by plain HTTP, since no Chromium is on this machine: NO BROWSER WAS USED";
    }

    @Override
    public void press(URI address) {
        site = new Api(address, null);
        site.post("/send", "");
    }

    @Override
    public boolean type(String code) {
        return site.post("/sign-in", "code=" + code).text().contains(LoginSite.WELCOME);
    }

    @Override
    public void close() {}
}
