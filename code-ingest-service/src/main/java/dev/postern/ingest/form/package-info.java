/**
 * The forms in which posts come: JSON, URL-encoded and multipart forms, and whole mails, each read within limits whatever stands
 * in it.
 *
 * <p>Must not know any provider.
 */
@NullMarked
package dev.postern.ingest.form;

import org.jspecify.annotations.NullMarked;
