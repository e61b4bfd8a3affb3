package dev.postern.ingest.webhook;

import dev.postern.ingest.post.Post;
import dev.postern.ingest.provider.Outcome;

/**
 * How a post ended.
 *
 * @param outcome what its sender is told
 * @param note what its channel's owner is told
 */
record Taken(Outcome outcome, Post note) {}
