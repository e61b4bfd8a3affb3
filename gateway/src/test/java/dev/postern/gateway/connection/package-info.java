/** How tests bound the connections of a server of theirs. */
@NullMarked
package dev.postern.gateway.connection;

import org.jspecify.annotations.NullMarked;
