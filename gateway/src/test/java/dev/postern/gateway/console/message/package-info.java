@NullMarked
package dev.postern.gateway.console.message;

import org.jspecify.annotations.NullMarked;
