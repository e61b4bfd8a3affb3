/**
 * Query parameters, checked in the words of Skyvern's API (FastAPI over Pydantic).
 *
 * <p>Must not know what is asked for.
 */
@NullMarked
package dev.postern.credential.query;

import org.jspecify.annotations.NullMarked;
