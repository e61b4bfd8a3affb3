/** The console's styles, scripts and icon, under a path that changes with them, so that browsers may keep them for good. */
@NullMarked
package dev.postern.gateway.console.asset;

import org.jspecify.annotations.NullMarked;
