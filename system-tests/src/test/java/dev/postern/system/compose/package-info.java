/** The containers: that their file is right, and that the services start with what it gives them. */
@NullMarked
package dev.postern.system.compose;

import org.jspecify.annotations.NullMarked;
