/** The topics as they are on the broker. */
@NullMarked
package dev.postern.system.topics;

import org.jspecify.annotations.NullMarked;
