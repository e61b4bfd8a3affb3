package dev.postern.platform.startup;

/** Something that must be true before the service takes a request. Every bean of this type is asked once. */
public interface StartupCheck {

    /** Reports what is wrong. A thrown exception aborts the start as well, without the other findings. */
    void check(Findings findings);
}
