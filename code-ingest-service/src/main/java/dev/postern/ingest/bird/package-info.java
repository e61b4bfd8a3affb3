/**
 * Bird's and MessageBird's incoming text messages, with the signatures of all their generations.
 *
 * <p>Source: docs.bird.com, "Verifying webhooks"; developers.messagebird.com, "Verifying HTTP requests", and the code of MessageBird's own libraries where these are silent.
 */
@NullMarked
package dev.postern.ingest.bird;

import org.jspecify.annotations.NullMarked;
