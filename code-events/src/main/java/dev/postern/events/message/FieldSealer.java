package dev.postern.events.message;

/** Seals values for the fields of one event. */
@FunctionalInterface
public interface FieldSealer {

    /**
     * The plain text, sealed for a field.
     *
     * @param field the field's name, which the sealed text is bound to
     */
    String seal(String field, String plain);
}
