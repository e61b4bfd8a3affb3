/** Tests of the audit of libraries. */
@NullMarked
package dev.postern.local.audit;

import org.jspecify.annotations.NullMarked;
