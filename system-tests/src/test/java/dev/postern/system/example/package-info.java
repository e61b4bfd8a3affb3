/** The examples that people paste, run in logins at a small site: whoever pastes them twice must get the right code twice. */
@NullMarked
package dev.postern.system.example;

import org.jspecify.annotations.NullMarked;
