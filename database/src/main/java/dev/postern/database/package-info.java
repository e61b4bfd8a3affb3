/**
 * How a service works with its PostgreSQL database: transactions and what their failures mean, statements with named
 * parameters, one leader among replicas, and notifications between them.
 *
 * <p>Must not know a table or what a row means.
 */
@NullMarked
package dev.postern.database;

import org.jspecify.annotations.NullMarked;
