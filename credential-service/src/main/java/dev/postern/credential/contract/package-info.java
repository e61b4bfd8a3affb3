/**
 * What the OpenAPI document says of every route alike.
 *
 * <p>Must not know any route.
 */
@NullMarked
package dev.postern.credential.contract;

import org.jspecify.annotations.NullMarked;
