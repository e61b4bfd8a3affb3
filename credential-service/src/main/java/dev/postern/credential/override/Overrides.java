package dev.postern.credential.override;

import dev.postern.events.WireNamed;
import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table with the numbers that single organisations have in place of everybody's, in the surrounding transaction.
 *
 * @param <E> what there is a number for
 */
public final class Overrides<E extends Enum<E> & WireNamed> {
    private final EntityManager entities;
    private final Class<E> names;
    private final String select;
    private final String delete;
    private final String upsert;

    /**
     * The numbers in a table of (organization_id, name, number).
     *
     * @param table the table; like both columns a constant of the program, for it becomes part of the statements
     * @param name the column with the wire name
     * @param number the column with the number
     */
    public Overrides(EntityManager entities, Class<E> names, String table, String name, String number) {
        this.entities = entities;
        this.names = names;
        this.select = "SELECT %s, %s FROM %s WHERE organization_id = :organizationId".formatted(name, number, table);
        this.delete = "DELETE FROM %s WHERE organization_id = :organizationId AND %s = :name".formatted(table, name);
        this.upsert = """
                INSERT INTO %1$s (organization_id, %2$s, %3$s) VALUES (:organizationId, :name, :number)
                ON CONFLICT (organization_id, %2$s) DO UPDATE SET %3$s = excluded.%3$s""".formatted(table, name, number);
    }

    /** An organisation's own numbers; what is not in the map is as for everybody. */
    public Map<E, Long> of(String organizationId) {
        List<?> rows = entities.createNativeQuery(select)
                .setParameter("organizationId", organizationId)
                .getResultList();
        Map<E, Long> own = new EnumMap<>(names);
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            own.put(WireNamed.of(names, (String) columns[0]), ((Number) columns[1]).longValue());
        }
        return own;
    }

    /** Gives an organisation a number of its own; null: everybody's again. */
    public void set(String organizationId, E name, @Nullable Long number) {
        if (number == null) {
            entities.createNativeQuery(delete)
                    .setParameter("organizationId", organizationId)
                    .setParameter("name", name.wireName())
                    .executeUpdate();
            return;
        }
        entities.createNativeQuery(upsert)
                .setParameter("organizationId", organizationId)
                .setParameter("name", name.wireName())
                .setParameter("number", number)
                .executeUpdate();
    }
}
