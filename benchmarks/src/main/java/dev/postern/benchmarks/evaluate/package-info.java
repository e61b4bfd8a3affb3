/**
 * How well the extractor does on labelled messages, and why it chooses what it chooses in one message. For people and at a desk:
 * no service has these classes. What they print is secret if the messages are.
 *
 * <p>Must not know how the extractor works.
 */
@NullMarked
package dev.postern.benchmarks.evaluate;

import org.jspecify.annotations.NullMarked;
