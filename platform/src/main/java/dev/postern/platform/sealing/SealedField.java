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
        // None of the three can hold a line feed: ids are made by Postern and names are literals.
        return (organizationId + '\n' + subject + '\n' + field).getBytes(StandardCharsets.UTF_8);
    }
}
