@NullMarked
package dev.postern.gateway.console.credential;

import org.jspecify.annotations.NullMarked;
