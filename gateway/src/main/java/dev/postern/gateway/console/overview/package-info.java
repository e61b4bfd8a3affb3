/**
 * The console's pictures: codes by hour, how long logins waited, and in how many messages no code was found. The server draws them;
 * the same numbers stand in a table behind each.
 */
@NullMarked
package dev.postern.gateway.console.overview;

import org.jspecify.annotations.NullMarked;
