/** The verbs for codes: waiting, pushing, looking. */
@NullMarked
package dev.postern.command.code;

import org.jspecify.annotations.NullMarked;
