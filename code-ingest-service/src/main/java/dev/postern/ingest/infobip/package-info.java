/**
 * Infobip's incoming text messages (format MO_JSON_2).
 *
 * <p>Source: infobip.com/docs/api, "Receive inbound SMS messages".
 */
@NullMarked
package dev.postern.ingest.infobip;

import org.jspecify.annotations.NullMarked;
