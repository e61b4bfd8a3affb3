package dev.postern.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FieldErrorTest {

    @Property
    void everyErrorHasAPointerThatLeadsBackToItsPlace(@ForAll @Size(max = 4) List<String> steps) {
        // Given
        List<Object> place = new ArrayList<>(List.of("body"));
        place.addAll(steps);
        // When
        JsonPointer pointer = JsonPointer.compile(new FieldError("t", place, "m").pointer());
        // Then
        List<String> found = new ArrayList<>();
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            found.add(rest.getMatchingProperty());
        }
        assertThat(found).isEqualTo(steps);
    }

    @Test
    void pointsAtElementsByTheirPosition() {
        assertThat(new FieldError("t", List.of("body", "list", 3, "a/b~c"), "m").pointer())
                .isEqualTo("/list/3/a~1b~0c");
        assertThat(new FieldError("t", List.of("body"), "m").pointer()).isEmpty();
    }
}
