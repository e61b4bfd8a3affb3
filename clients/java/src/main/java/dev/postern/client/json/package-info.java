/**
 * JSON without a library: so that the client brings nothing that could differ from what a user's tests have. It knows nothing of Postern.
 */
@NullMarked
package dev.postern.client.json;

import org.jspecify.annotations.NullMarked;
