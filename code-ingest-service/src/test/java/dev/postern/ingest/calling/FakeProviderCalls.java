package dev.postern.ingest.calling;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A provider's servers that answer from a table and note what was asked. */
public final class FakeProviderCalls extends ProviderCalls {
    private final Map<String, String> answers;
    private final List<String> asked = new ArrayList<>();

    public FakeProviderCalls(Map<String, String> answers) {
        this.answers = Map.copyOf(answers);
    }

    @Override
    public byte[] get(String url, String authorization, int mostBytes) {
        asked.add(url);
        String answer = answers.get(url);
        if (answer == null) {
            throw new OutOfReach("status_404");
        }
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    /** Noted with its form, as if that were a query. */
    @Override
    public byte[] post(String url, String form, int mostBytes) {
        byte[] answer = get(url, null, mostBytes);
        asked.set(asked.size() - 1, url + "?" + form);
        return answer;
    }

    public List<String> asked() {
        return asked;
    }
}
