/** The verbs for what a server keeps: credentials and channels. */
@NullMarked
package dev.postern.command.store;

import org.jspecify.annotations.NullMarked;
