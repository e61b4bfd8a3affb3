/**
 * What the API answers, written by clients/generate.py.
 */
@NullMarked
package dev.postern.client.model;

import org.jspecify.annotations.NullMarked;
