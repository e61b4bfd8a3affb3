package dev.postern.credential.imports.password;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entries;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Members;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 1Password's archive, {@code .1pux} (support.1password.com/1pux-format): a ZIP whose {@code export.data} is JSON. Of a login's
 * many fields the first key of an authenticator counts.
 */
public final class OnePasswordArchive implements ExportReader {
    private static final String LOGIN = "001";
    private static final String PASSWORD = "005";
    private static final Set<String> OF_THE_VAULT = Set.of("uuid", "favIndex", "createdAt", "updatedAt");
    private static final Set<String> SAID_BEFORE =
            Set.of("subtitle", "ainfo", "ps", "pbe", "pgrng", "watchtowerExclusions");

    @Override
    public List<Format> recognise(Content content) {
        return content.startsWith('P', 'K', 3, 4) ? List.of(Format.ONE_PASSWORD) : List.of();
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        JsonNode export = Unpacked.file(content.bytes(), "export.data").json();
        if (!export.path("accounts").isArray()) {
            throw UnreadableExport.damaged();
        }
        Entries entries = new Entries();
        for (JsonNode account : export.get("accounts")) {
            for (JsonNode vault : account.path("vaults")) {
                for (JsonNode item : vault.path("items")) {
                    // Earlier versions wrapped each item once more.
                    entries.add(entry(item.path("item").isObject() ? item.get("item") : item));
                }
            }
        }
        return new Export(entries.all());
    }

    private static Entry entry(JsonNode node) {
        Members item = Members.of(node).without(OF_THE_VAULT);
        Members overview = item.part("overview").without(SAID_BEFORE);
        Draft draft = new Draft().name(overview.text("title"));
        String category = item.text("categoryUuid");
        if (!category.equals(LOGIN) && !category.equals(PASSWORD)) {
            return draft.ofOtherKind(
                    switch (category) {
                        case "002" -> "a card";
                        case "003" -> "a note";
                        case "004" -> "an identity";
                        case "006" -> "a document";
                        default -> "no login";
                    });
        }
        String state = item.text("state");
        if (state.equals("trashed")
                || state.equals("deleted")
                || item.text("trashed").equals("true")) {
            return draft.deleted();
        }
        if (state.equals("archived")) {
            draft.archived();
        }
        Members details = item.part("details");
        readFields(details, draft);
        List<String> addresses = new ArrayList<>(List.of(overview.text("url")));
        overview.list("urls")
                .forEach(address -> addresses.add(address.path("url").asText("")));
        draft.addresses("urls", addresses);
        return draft.notices(item.leftOver()).entry();
    }

    private static void readFields(Members details, Draft draft) {
        int others = 0;
        String password = details.text("password");
        for (JsonNode field : details.list("loginFields")) {
            String value = field.path("value").asText("");
            switch (field.path("designation").asText("")) {
                case "username" -> draft.username(value);
                case "password" -> password = value;
                default -> others += value.isEmpty() ? 0 : 1;
            }
        }
        draft.password(password);
        boolean keyed = false;
        for (JsonNode section : details.list("sections")) {
            for (JsonNode field : section.path("fields")) {
                JsonNode key = field.path("value").path("totp");
                if (key.isTextual() && !keyed && !key.textValue().isBlank()) {
                    draft.key(key.textValue());
                    keyed = true;
                } else if (key.isTextual() && !key.textValue().isBlank()) {
                    draft.notice(new Notice("one-time password", "The first is kept. Another one is not kept."));
                } else if (saysSomething(field.path("value"))) {
                    others++;
                }
            }
        }
        if (others > 0) {
            draft.notice(new Notice("fields", "Fields of its own are not kept: " + others + "."));
        }
    }

    private static boolean saysSomething(JsonNode value) {
        for (JsonNode said : value) {
            if (said.isContainerNode() ? !said.isEmpty() : !said.asText("").isBlank()) {
                return true;
            }
        }
        return false;
    }
}
