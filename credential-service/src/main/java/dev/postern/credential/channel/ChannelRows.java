package dev.postern.credential.channel;

import dev.postern.credential.published.PublishedRows;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of channels. */
@ApplicationScoped
class ChannelRows extends PublishedRows<ChannelRow> {}
