package dev.postern.credential.store;

import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.TotpType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Enums stand in the database under the names they have on the wire. */
final class WireNames {

    private WireNames() {}

    @Converter
    static class OfCredentialType implements AttributeConverter<@Nullable CredentialType, @Nullable String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable CredentialType type) {
            return type == null ? null : type.wireName();
        }

        @Override
        public @Nullable CredentialType convertToEntityAttribute(@Nullable String name) {
            return name == null ? null : CredentialType.BY_NAME.named(name);
        }
    }

    @Converter
    static class OfTotpType implements AttributeConverter<@Nullable TotpType, @Nullable String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable TotpType type) {
            return type == null ? null : type.wireName();
        }

        @Override
        public @Nullable TotpType convertToEntityAttribute(@Nullable String name) {
            return name == null ? null : TotpType.BY_NAME.named(name);
        }
    }
}
