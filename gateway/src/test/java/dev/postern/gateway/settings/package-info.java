/** Tests of what settings mean. */
@NullMarked
package dev.postern.gateway.settings;

import org.jspecify.annotations.NullMarked;
