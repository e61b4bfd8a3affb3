/**
 * The console's pages about credentials: passwords, cards, other secrets and received sign-in links, in folders. It knows the API's
 * routes for them and nothing of how they are stored.
 */
@NullMarked
package dev.postern.gateway.console.credential;

import org.jspecify.annotations.NullMarked;
