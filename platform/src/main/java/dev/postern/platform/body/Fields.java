package dev.postern.platform.body;

import dev.postern.events.identifier.Identifier;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named values of a request, read with their types. Errors are collected, so that a caller learns all of them at once: call
 * {@link #check()} after the last field. Until then the values of wrong fields are placeholders. Not thread-safe.
 *
 * <p>The error words are those of Pydantic 2, which Skyvern answers with.
 */
public abstract sealed class Fields permits JsonFields, QueryFields {
    private final List<Object> place;
    // Shared with the fields of objects within.
    final List<FieldError> errors;

    /**
     * Fields that add to a list of errors, which other fields may share.
     *
     * @param place the steps before a field's name in the place of an error
     */
    Fields(List<Object> place, List<FieldError> errors) {
        this.place = place;
        this.errors = errors;
    }

    /** Whether the field is there, even as null. */
    public abstract boolean has(String field);

    /** Whether the field is absent, or null. */
    abstract boolean isAbsent(String field);

    /** The field's text; null when it is absent or has another type. */
    abstract @Nullable String text(String field);

    /** The field's text as it was sent; null when absent or null. */
    abstract @Nullable String optionalText(String field);

    /** A string within its limit, or null when absent or null. */
    public final @Nullable String optionalString(String field, TextLimit limit) {
        String text = optionalText(field);
        rejectBeyond(field, text, limit);
        return text;
    }

    /**
     * Like {@link #optionalString}, without the control characters that {@link StorableText#withoutControls} takes out: for texts
     * that other programs wrote, whose messages must not be lost.
     */
    public final @Nullable String optionalCleanString(String field, TextLimit limit) {
        String text = optionalText(field);
        String clean = text == null ? null : StorableText.withoutControls(text);
        rejectBeyond(field, clean, limit);
        return clean;
    }

    /** One of the given wire names' values, or null when absent or null. */
    public final <E> @Nullable E optionalChoice(String field, Choices<E> choices) {
        return isAbsent(field) ? null : chosen(field, choices).orElse(null);
    }

    /**
     * One of the given wire names' values, which must be there and not null.
     *
     * @param whenWrong placeholder for a value that was refused
     */
    public final <E> E requiredChoice(String field, Choices<E> choices, E whenWrong) {
        if (!has(field)) {
            reject(field, "missing", "Field required");
            return whenWrong;
        }
        return chosen(field, choices).orElse(whenWrong);
    }

    /** The choice that is named; empty, with an error, when the name is unknown. */
    final <E> Optional<E> chosen(String field, Choices<E> choices) {
        String name = text(field);
        Optional<E> choice = Optional.ofNullable(name == null ? null : choices.named(name));
        if (choice.isEmpty()) {
            reject(field, "enum", "Input should be " + choices.inWords());
        }
        return choice;
    }

    /**
     * A time in ISO 8601 (without a zone it is UTC), or null when absent or null. Skyvern ignores a zone; here it counts. Years
     * are 1 to 9999, as in Python.
     */
    public @Nullable Instant optionalTime(String field) {
        if (isAbsent(field)) {
            return null;
        }
        String text = text(field);
        if (text == null) {
            reject(field, "datetime_type", "Input should be a valid datetime");
            return null;
        }
        return timeOrReject(field, SentTime.ofText(text));
    }

    final @Nullable Instant timeOrReject(String field, Optional<Instant> time) {
        if (time.isEmpty()) {
            reject(field, "datetime_from_date_parsing", "Input should be a valid datetime or date");
        }
        return time.orElse(null);
    }

    /** Adds an error that the caller found in a field. */
    public final void reject(String field, String type, String msg) {
        errors.add(new FieldError(type, at(field), msg));
    }

    /** Adds an error at one element or member of a field. */
    public final void rejectWithin(String field, Object step, String type, String msg) {
        List<Object> full = at(field);
        full.add(step);
        errors.add(new FieldError(type, full, msg));
    }

    /** Adds an error when a text is longer than its kind may be, or has a NUL. */
    final void rejectBeyond(String field, @Nullable String text, TextLimit limit) {
        if (text != null) {
            limit.error(text, at(field)).ifPresent(errors::add);
        }
    }

    /** Adds an error when a text is empty. */
    public final void rejectEmpty(String field, @Nullable String text) {
        if (text != null && text.isEmpty()) {
            reject(field, "string_too_short", "String should have at least 1 character");
        }
    }

    /**
     * Adds an error when an identifier has characters and a reader sees none of them: nobody could check it or type it again. Null and
     * blanks are no error here; some of Skyvern's routes take them.
     */
    public final void rejectUnseen(String field, @Nullable String identifier) {
        if (identifier != null && !identifier.isBlank() && Identifier.isUnseen(identifier)) {
            reject(field, "value_error", "Value error, nothing of the identifier can be seen");
        }
    }

    /** Adds an error when a number is out of bounds. */
    final void rejectOutside(String field, long number, long min, long max) {
        if (number < min) {
            reject(field, "greater_than_equal", "Input should be greater than or equal to " + min);
        } else if (number > max) {
            reject(field, "less_than_equal", "Input should be less than or equal to " + max);
        }
    }

    /** Adds errors that were found elsewhere. */
    public final void rejectAll(List<FieldError> found) {
        errors.addAll(found);
    }

    /** The errors so far, in the order in which they were found. */
    public final List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /**
     * Ends the reading.
     *
     * @throws Problem {@link ProblemType#INVALID_BODY} with all errors, when there are any
     */
    public final void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** The place of a field, as a list of its own. */
    final List<Object> at(String field) {
        List<Object> full = new ArrayList<>(place);
        full.add(field);
        return full;
    }
}
