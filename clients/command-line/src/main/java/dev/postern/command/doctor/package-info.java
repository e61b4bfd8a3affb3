/** The verb that looks at a server and its key, and says what to do. A check knows nothing of the others. */
@NullMarked
package dev.postern.command.doctor;

import org.jspecify.annotations.NullMarked;
