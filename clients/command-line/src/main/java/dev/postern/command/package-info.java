/** The command of people who use a running server: which verbs there are. It knows no route of the API. */
@NullMarked
package dev.postern.command;

import org.jspecify.annotations.NullMarked;
