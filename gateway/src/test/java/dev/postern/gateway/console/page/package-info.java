/** Tests of what all pages have alike. */
@NullMarked
package dev.postern.gateway.console.page;

import org.jspecify.annotations.NullMarked;
