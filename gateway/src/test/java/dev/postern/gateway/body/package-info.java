/** Bodies over real connections. */
@NullMarked
package dev.postern.gateway.body;

import org.jspecify.annotations.NullMarked;
