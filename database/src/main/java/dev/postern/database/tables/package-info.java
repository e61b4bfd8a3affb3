/**
 * Whether the database's tables are those that this version of a service knows.
 *
 * <p>Must not know a table of a service; each service brings its migrations.
 */
@NullMarked
package dev.postern.database.tables;

import org.jspecify.annotations.NullMarked;
