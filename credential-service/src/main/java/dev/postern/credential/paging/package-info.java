/**
 * How lists are asked for page by page.
 *
 * <p>Must not know what is listed.
 */
@NullMarked
package dev.postern.credential.paging;

import org.jspecify.annotations.NullMarked;
