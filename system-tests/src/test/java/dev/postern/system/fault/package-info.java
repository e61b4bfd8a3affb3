/** Parts that stop and come back. */
@NullMarked
package dev.postern.system.fault;

import org.jspecify.annotations.NullMarked;
