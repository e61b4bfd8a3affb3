package dev.postern.resolver.answering;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What Skyvern reads of an answer.
 *
 * @param verificationCode the code or the link, always as text; empty while there is no code
 */
@JsonNaming(SnakeCaseStrategy.class)
record VerificationCode(String verificationCode) {
    static final VerificationCode NONE_YET = new VerificationCode("");

    @Override
    public String toString() {
        return "VerificationCode[***]";
    }
}
