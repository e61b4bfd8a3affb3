/**
 * What the API is sent, written by clients/generate.py.
 */
@NullMarked
package dev.postern.client.sent;

import org.jspecify.annotations.NullMarked;
