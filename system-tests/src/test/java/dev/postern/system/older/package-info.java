/**
 * What older versions have kept, and whether this one goes on with it. Their installations lie in
 * {@code src/test/resources/installations}, as rows and records in text: a data folder would open in one version of PostgreSQL
 * alone.
 */
@NullMarked
package dev.postern.system.older;

import org.jspecify.annotations.NullMarked;
