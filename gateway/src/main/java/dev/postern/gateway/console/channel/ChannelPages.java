package dev.postern.gateway.console.channel;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Form;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import dev.postern.gateway.console.page.Visit;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes channels in three steps, and shows what came in by each. */
@Singleton
final class ChannelPages implements Feature {
    private static final String PATH = "/console/channels";

    /** All channels. */
    record All(Frame frame, Answer<List<Channel>> channels) implements TemplateInstance {}

    /**
     * The first two steps: to choose a provider, and to say what it asks for.
     *
     * @param providers all of them
     * @param chosen null in the first step
     * @param form what was typed in the second
     */
    record New(
            Frame frame,
            Answer<List<Provider>> providers,
            @Nullable Provider chosen,
            Form form) implements TemplateInstance {}

    /** The third step: what to enter at the provider, and the wait for its first message. */
    record Made(Frame frame, Issued issued) implements TemplateInstance {}

    /**
     * What came to a channel.
     *
     * @param first the first message that came in; null while none did
     * @param refused the newest refused post; null when there is none
     * @param trouble why that is not known; null when it is
     */
    record Wait(
            String id,
            @Nullable Post first,
            @Nullable Post refused,
            @Nullable Trouble trouble) implements TemplateInstance {}

    /**
     * One channel.
     *
     * @param form holds the trouble of the last try to change it
     * @param tested the answer to a test message; null when none was sent
     */
    record One(
            Frame frame,
            Answer<Channel> channel,
            Answer<List<Post>> posts,
            Form form,
            @Nullable Tested tested) implements TemplateInstance {}

    /** Where a test message arrived. */
    record Tested(
            String verdict,
            @Nullable String reason,
            @Nullable String identifier,
            @Nullable String code) {
        static Tested of(JsonObject json) {
            return new Tested(
                    json.getString("verdict", ""),
                    json.getString("reason"),
                    json.getString("totp_identifier"),
                    json.getString("code"));
        }

        @Override
        public String toString() {
            return "Tested[" + verdict + ", ***]";
        }

        public boolean isIn() {
            return verdict.equals("accepted") || verdict.equals("no_code") || verdict.equals("duplicate");
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("admin");
        Site toLetPost = site.forScopes("codes:push");
        site.page(PATH, visit -> Reply.page(new All(frame(visit), Channels.all(visit))));
        toLetPost.page(PATH + "/new", visit -> Reply.page(newPage(visit, visit.query(), Form.EMPTY)));
        toLetPost.action(PATH, this::make);
        site.page(PATH + "/:id", visit -> Reply.page(page(visit, Form.EMPTY, null)));
        site.page(PATH + "/:id/wait", this::waiting);
        toLetPost.action(PATH + "/:id/test", this::test);
        toLetPost.action(PATH + "/:id/rotate", this::rotate);
        site.action(PATH + "/:id/delete", this::delete);
    }

    private Reply make(Visit visit) {
        Form form = visit.form();
        Answer<JsonObject> made = Channels.make(visit, form);
        Trouble trouble = made.trouble();
        return trouble == null
                ? Reply.page(new Made(frame(visit), Issued.of(made.found())))
                : Reply.again(form.refused(trouble), newPage(visit, form, form.refused(trouble)));
    }

    private Reply waiting(Visit visit) {
        String id = visit.step("id");
        Answer<List<Post>> posts = Channels.posts(visit, id);
        List<Post> came = posts.or(List.of());
        return Reply.page(new Wait(
                id,
                came.stream().filter(Post::isIn).findFirst().orElse(null),
                came.stream()
                        .filter(post -> post.verdict().equals("refused"))
                        .findFirst()
                        .orElse(null),
                posts.trouble()));
    }

    private Reply test(Visit visit) {
        Answer<JsonObject> tested = visit.api().post(Channels.one(visit.step("id")) + "/test", new JsonObject());
        Trouble trouble = tested.trouble();
        return trouble == null ? Reply.page(page(visit, Form.EMPTY, Tested.of(tested.found()))) : again(visit, trouble);
    }

    private Reply rotate(Visit visit) {
        Answer<JsonObject> rotated =
                visit.api().post(Channels.one(visit.step("id")) + "/rotate-token", new JsonObject());
        Trouble trouble = rotated.trouble();
        return trouble == null ? Reply.page(new Made(frame(visit), Issued.of(rotated.found()))) : again(visit, trouble);
    }

    private Reply delete(Visit visit) {
        Trouble trouble = visit.api().delete(Channels.one(visit.step("id"))).trouble();
        return trouble == null ? Reply.to(PATH) : again(visit, trouble);
    }

    private static Reply again(Visit visit, Trouble trouble) {
        Form form = Form.EMPTY.refused(trouble);
        return Reply.again(form, page(visit, form, null));
    }

    private static New newPage(Visit visit, Form asked, Form form) {
        Answer<List<Provider>> providers = Channels.providers(visit);
        String name = asked.get("provider");
        Provider chosen = providers.or(List.of()).stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElse(null);
        return new New(frame(visit), providers, chosen, form);
    }

    private static One page(Visit visit, Form form, @Nullable Tested tested) {
        String id = visit.step("id");
        return new One(frame(visit), Channels.channel(visit, id), Channels.posts(visit, id), form, tested);
    }

    private static Frame frame(Visit visit) {
        return visit.frame("Channels", Tab.CHANNELS);
    }
}
