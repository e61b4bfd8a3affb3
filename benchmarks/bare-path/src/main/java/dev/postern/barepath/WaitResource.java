package dev.postern.barepath;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/** Answers when a text came. */
@Path("/wait")
@Produces(MediaType.TEXT_PLAIN)
class WaitResource {
    private final Held held;

    WaitResource(Held held) {
        this.held = held;
    }

    /** The text of this id, once its row is committed. */
    @GET
    @Path("{id}")
    public CompletionStage<String> await(@PathParam("id") String id) {
        return held.hold(id);
    }

    /** How many wait now. */
    @GET
    public String count() {
        return Integer.toString(held.count());
    }
}
