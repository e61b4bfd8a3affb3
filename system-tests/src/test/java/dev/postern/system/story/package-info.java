/** What Postern is for, from outside. */
@NullMarked
package dev.postern.system.story;

import org.jspecify.annotations.NullMarked;
