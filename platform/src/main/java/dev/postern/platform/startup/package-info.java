/**
 * What must be true before a service takes a request: its settings are safe and its topics exist as designed.
 *
 * <p>Must not know what the topics carry.
 */
@NullMarked
package dev.postern.platform.startup;

import org.jspecify.annotations.NullMarked;
