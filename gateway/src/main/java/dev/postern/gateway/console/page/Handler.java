package dev.postern.gateway.console.page;

/** Answers the visits of one path. Called on a virtual thread, so it may wait for the API. */
@FunctionalInterface
public interface Handler {
    Reply answer(Visit visit);
}
