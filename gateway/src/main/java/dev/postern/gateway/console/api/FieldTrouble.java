package dev.postern.gateway.console.api;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field's name as the API has it, with dots between the steps: {@code credential.totp}; empty for the whole
 * @param sentence what is wrong, for people
 */
public record FieldTrouble(String field, String sentence) {}
