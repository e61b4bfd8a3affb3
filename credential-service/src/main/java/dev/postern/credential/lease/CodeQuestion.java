package dev.postern.credential.lease;

import org.jspecify.annotations.Nullable;

/**
 * A run needs the code of a credential.
 *
 * @param organizationId whose run
 * @param credentialId whose code
 * @param run one login; asking again within a step it gets the same code
 * @param minRemainingSeconds a step that ends sooner is skipped
 * @param afterStep only a later step than this, for a run whose code was rejected; null: any
 */
public record CodeQuestion(
        String organizationId,
        String credentialId,
        String run,
        int minRemainingSeconds,
        @Nullable Long afterStep) {}
