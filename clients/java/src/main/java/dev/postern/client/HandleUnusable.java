package dev.postern.client;

import dev.postern.client.error.NotFound;
import dev.postern.client.error.PosternException;

/**
 * A handle gives no code: it was redeemed, its 60 seconds are over, its request has an outcome, or it is none of this organisation. The
 * server tells these apart to nobody; the cause is its answer.
 */
public final class HandleUnusable extends PosternException {
    private static final long serialVersionUID = 1L;

    private final boolean answerLost;

    HandleUnusable(boolean answerLost, NotFound cause) {
        super(
                "The handle gives no code: it was redeemed, its 60 seconds are over, its request has an outcome, or it"
                        + " is unknown here. "
                        + (answerLost
                                ? "An earlier try had no answer and may have redeemed it: report its request as"
                                        + " released and ask anew"
                                : "Ask its request again: unless it was redeemed, the answer has a new one"),
                cause);
        this.answerLost = answerLost;
    }

    /**
     * Whether an earlier try of the call had no answer, and the next came too late to get it. Then that try may have redeemed it, and nobody
     * has the code: report its request as {@code released} and ask anew.
     */
    public boolean isAnswerLost() {
        return answerLost;
    }
}
