/**
 * The API's description, as far as routes share it.
 *
 * <p>Must not know any single route.
 */
@NullMarked
package dev.postern.ingest.contract;

import org.jspecify.annotations.NullMarked;
