/**
 * The documents against the source: types, packages, files, routes, headings and log lines that they name.
 *
 * <p>Must not start anything.
 */
@NullMarked
package dev.postern.system.documents;

import org.jspecify.annotations.NullMarked;
