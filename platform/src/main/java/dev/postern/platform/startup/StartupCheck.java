package dev.postern.platform.startup;

/** Checks something that must be true before the service takes a request. Every bean of this type runs once. */
public interface StartupCheck {

    /** Reports what is wrong. An exception aborts the start too, but hides the other findings. */
    void check(Findings findings);
}
