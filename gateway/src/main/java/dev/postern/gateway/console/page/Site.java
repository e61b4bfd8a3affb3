package dev.postern.gateway.console.page;

import org.jspecify.annotations.Nullable;

/** Where a feature adds its paths. All begin with {@code /console/}; a step such as {@code :id} stands for any. */
public interface Site {
    /** Answers the visits of one path. Called on a virtual thread, so it may wait for the API. */
    @FunctionalInterface
    interface Handler {
        Reply answer(Visit visit);
    }

    /**
     * The site for whoever holds one of these scopes; its pages, actions and uploads tell everybody else what is missing. Of a site of a
     * site one of each is needed.
     */
    Site forScopes(String... anyOf);

    /** A page for somebody who is signed in. */
    void page(String path, Handler handler);

    /** What a form of somebody who is signed in does. It has passed the check that one of our pages sent it. */
    void action(String path, Handler handler);

    /**
     * What a script of somebody who is signed in posts: bytes that {@link Visit#body} has, with the token in {@code X-CSRF}.
     *
     * @param mostBytes a longer body is refused
     */
    void upload(String path, int mostBytes, Handler handler);

    /** A page for anybody; {@link Visit#session} may not be asked. */
    void openPage(String path, Handler handler);

    /** What a form of anybody does. It has passed the check that one of our pages sent it. */
    void openAction(String path, Handler handler);

    /** Where to go after a sign-in: a page of ours that was asked for. Anything else would lead people to wherever a link says. */
    static String next(@Nullable String asked) {
        String path = asked == null ? "" : asked;
        boolean isOurs = path.startsWith("/console/")
                && !path.startsWith(Door.SIGN_IN)
                && !path.contains("//")
                && !path.contains("\\");
        return isOurs ? path : "/console/";
    }
}
