package dev.postern.credential.lease;

import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Answers to questions that are asked at once. */
final class Answers {

    private Answers() {}

    static List<AuthenticatorAnswer> atOnce(HandOutCode asked, int times, IntFunction<CodeQuestion> question)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<AuthenticatorAnswer>> pending = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                CodeQuestion next = question.apply(i);
                pending.add(threads.submit(() -> {
                    start.await();
                    return asked.answer(next);
                }));
            }
            start.countDown();
            List<AuthenticatorAnswer> answers = new ArrayList<>();
            for (Future<AuthenticatorAnswer> answer : pending) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    static List<AuthenticatorAnswer.Code> codes(List<AuthenticatorAnswer> answers) {
        return answers.stream()
                .filter(AuthenticatorAnswer.Code.class::isInstance)
                .map(AuthenticatorAnswer.Code.class::cast)
                .toList();
    }

    static long step(AuthenticatorAnswer answer) {
        return ((AuthenticatorAnswer.Code) answer).step();
    }
}
