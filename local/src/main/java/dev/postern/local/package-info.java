/**
 * The whole of Postern on one machine, without Docker: a real Kafka broker and a real PostgreSQL from Maven Central, and
 * the services as child processes. {@code ./postern up} and the tests stand on it.
 *
 * <p>Must not be on the class path of a running service.
 */
@NullMarked
package dev.postern.local;

import org.jspecify.annotations.NullMarked;
