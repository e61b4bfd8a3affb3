@NullMarked
package dev.postern.gateway.console.rotation;

import org.jspecify.annotations.NullMarked;
