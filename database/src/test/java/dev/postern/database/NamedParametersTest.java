package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTest {
    private static AgroalDataSource pool;

    @BeforeContainer
    static void open() throws SQLException {
        pool = Pool.fresh();
    }

    @AfterContainer
    static void close() {
        pool.close();
    }

    /** A piece of SQL that gives a text, with the parameters in it. */
    record Piece(String sql, List<String> names) {}

    @Property(tries = 500)
    void everythingThatIsNoParameterStaysAsItIs(@ForAll("pieces") List<Piece> pieces) {
        // Given
        String sql = "SELECT concat("
                + String.join(" , ", pieces.stream().map(Piece::sql).toList()) + ")";
        List<String> names =
                pieces.stream().flatMap(piece -> piece.names().stream()).toList();
        // When
        NamedParameters parsed = NamedParameters.parse(sql);
        // Then
        assertThat(parsed.names()).isEqualTo(names);
        assertThat(putBack(parsed)).isEqualTo(sql);
    }

    /** PostgreSQL reads the pieces as we do: with its parameters set, each gives what stands in it. */
    @Property(tries = 100)
    void theDatabaseTakesTheSameForParameters(@ForAll("pieces") List<Piece> pieces) throws SQLException {
        // Given
        Sql sql = Sql.of("SELECT concat("
                + String.join(" , ", pieces.stream().map(Piece::sql).toList()) + ")");
        List<String> names = pieces.stream()
                .flatMap(piece -> piece.names().stream())
                .distinct()
                .toList();
        // When
        try (Connection connection = pool.getConnection()) {
            List<String> rows = sql.query(
                    connection,
                    parameters -> {
                        for (String name : names) {
                            parameters.set(name, "<" + name + ">");
                        }
                    },
                    row -> row.getString(1));
            // Then
            assertThat(rows).hasSize(1);
            assertThat(names).allSatisfy(name -> assertThat(rows.getFirst()).contains("<" + name + ">"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "::",
                ":::",
                "?",
                "a:b",
                "a[1:n]",
                "x[f(y):z]",
                ":1",
                ":A",
                "'",
                "'a",
                "\"a",
                "--",
                "/*",
                "/* /* */",
                "$",
                "$$",
                "$a$ :x",
                "$$ :x",
                "E'",
                "e'\\' :x",
                ":=",
                "[: n]"
            })
    void anyOtherTextHasNoParameter(String sql) {
        // When
        NamedParameters parsed = NamedParameters.parse(sql);
        // Then
        assertThat(parsed).isEqualTo(new NamedParameters(sql, List.of()));
    }

    @Provide
    Arbitrary<List<Piece>> pieces() {
        Arbitrary<String> name = Arbitraries.of("a", "name", "b_2");
        Arbitrary<Piece> parameter = Arbitraries.of(
                        ":%s::text", "(:%s)::text", "coalesce(:%s, :%s)::text", "(ARRAY[:%s])[1]::text")
                .flatMap(form -> name.map(n -> new Piece(
                        form.replace("%s", n),
                        form.indexOf("%s") == form.lastIndexOf("%s") ? List.of(n) : List.of(n, n))));
        Arbitrary<Piece> none = Arbitraries.of(
                        "'it''s :a'",
                        "E'a\\' :a'",
                        "'a'::text",
                        "$$ :a $$",
                        "$t$ $$ :a $t$",
                        "1 /* :a /* :b */ :c */",
                        "2 -- :a\n",
                        "(ARRAY[1,2,3])[1:2]::text",
                        "(SELECT \"x:a\" FROM (VALUES ('v')) AS v (\"x:a\"))",
                        "(jsonb '{\"a\": 1}' ->> 'a')")
                .map(sql -> new Piece(sql, List.of()));
        return Arbitraries.oneOf(parameter, none).list().ofMinSize(1).ofMaxSize(6);
    }

    private static String putBack(NamedParameters parsed) {
        StringBuilder sql = new StringBuilder();
        List<String> names = new ArrayList<>(parsed.names());
        parsed.text()
                .chars()
                .forEach(character ->
                        sql.append(character == '?' ? ":" + names.removeFirst() : Character.toString(character)));
        return sql.toString();
    }
}
