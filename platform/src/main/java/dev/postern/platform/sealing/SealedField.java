package dev.postern.platform.sealing;

import java.nio.charset.StandardCharsets;

/**
 * The place a sealed field belongs to.
 *
 * @param organizationId the owner
 * @param subject the id of the event or row
 * @param field the field's name
 */
public record SealedField(String organizationId, String subject, String field) {

    byte[] associatedData() {
        // No part has a line feed: Postern makes the ids, and the names are literals.
        return (organizationId + '\n' + subject + '\n' + field).getBytes(StandardCharsets.UTF_8);
    }
}
