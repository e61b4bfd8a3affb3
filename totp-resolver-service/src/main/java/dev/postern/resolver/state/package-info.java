/**
 * What a code request is, in each of the states it can be in, and the code it was given.
 *
 * <p>Must not know HTTP, Kafka or SQL.
 */
@NullMarked
package dev.postern.resolver.state;

import org.jspecify.annotations.NullMarked;
