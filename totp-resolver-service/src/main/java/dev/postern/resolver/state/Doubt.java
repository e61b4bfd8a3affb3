package dev.postern.resolver.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.events.WireNamed;
import org.jspecify.annotations.Nullable;

/**
 * Why a code that was there before its request may be another login's: docs/rules.md, "The second login gets the second
 * code", rule 2.
 */
public enum Doubt implements WireNamed {
    /** The site of another run refused it, and this run asked after it came. */
    @JsonProperty("refused_elsewhere")
    REFUSED_ELSEWHERE,
    /** Another run asked at the identifier shortly before the code came, and did not say that its code was accepted. */
    @JsonProperty("another_run_asked")
    ANOTHER_RUN_ASKED,
    /** The run itself asked shortly before the code came, and got none: the code may be that attempt's. */
    @JsonProperty("run_asked_before")
    RUN_ASKED_BEFORE,
    /** A newer code of the identifier was handed out, maybe by the same site. */
    @JsonProperty("newer_code_handed_out")
    NEWER_CODE_HANDED_OUT,
    /** The run had this code a while ago, and asks again. */
    @JsonProperty("handed_out_before")
    HANDED_OUT_BEFORE,
    /** Its message shows another site than the one at which the request stands. */
    @JsonProperty("other_site")
    OTHER_SITE,
    /** The code had been there for a while. */
    @JsonProperty("old")
    OLD;

    /** The doubt for a name in the database; null for null. */
    public static @Nullable Doubt ofWireName(@Nullable String wireName) {
        return wireName == null ? null : WireNamed.of(Doubt.class, wireName);
    }
}
