/** The console, used in a real Chromium as a person uses it: by keyboard and mouse, in light and dark, narrow and wide. */
@NullMarked
package dev.postern.system.console;

import org.jspecify.annotations.NullMarked;
