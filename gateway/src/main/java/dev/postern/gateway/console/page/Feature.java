package dev.postern.gateway.console.page;

/** A part of the console: its pages, and what their forms do. A bean of this type is all there is to register. */
public interface Feature {
    /** Names the paths of this part and who answers them. Called once, at the start. */
    void addTo(Site site);
}
