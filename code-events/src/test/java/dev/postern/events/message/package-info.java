/** How the events of a message are made. */
@NullMarked
package dev.postern.events.message;

import org.jspecify.annotations.NullMarked;
