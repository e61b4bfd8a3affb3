/** Logins that get their codes, from outside. */
@NullMarked
package dev.postern.system.story;

import org.jspecify.annotations.NullMarked;
