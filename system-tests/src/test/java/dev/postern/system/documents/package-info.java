/** Whether what the documents name is there: types, packages, files, routes, headings, log sentences. Starts nothing. */
@NullMarked
package dev.postern.system.documents;

import org.jspecify.annotations.NullMarked;
