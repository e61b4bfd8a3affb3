@NullMarked
package dev.postern.gateway.console.overview;

import org.jspecify.annotations.NullMarked;
