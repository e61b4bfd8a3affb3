package dev.postern.client.signature;

import dev.postern.client.model.AskingRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call to a {@code totp_url} whose signature is right.
 *
 * @param id the {@code webhook-id}: refuse one that you have seen. Null for a call that carries Skyvern's signature alone
 * @param sentAt null for a call that carries Skyvern's signature alone
 * @param run who asks
 */
public record TotpUrlRequest(@Nullable String id, @Nullable Instant sentAt, AskingRun run) {}
