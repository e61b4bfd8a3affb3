/**
 * The published contract of Postern's Kafka topics: their names and settings, the events on them, the headers and the
 * masks. Services and people who tail the topics rely on it; {@code asyncapi.yaml} beside it says the same in prose.
 *
 * <p>Must not know any framework, broker client or key: sealed fields are opaque text here.
 */
@NullMarked
package dev.postern.events;

import org.jspecify.annotations.NullMarked;
