package dev.postern.credential.lease;

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

    static List<CodeAnswer> atOnce(HandOutCode asked, int times, IntFunction<CodeQuestion> question) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<CodeAnswer>> pending = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                CodeQuestion next = question.apply(i);
                pending.add(threads.submit(() -> {
                    start.await();
                    return asked.answer(next);
                }));
            }
            start.countDown();
            List<CodeAnswer> answers = new ArrayList<>();
            for (Future<CodeAnswer> answer : pending) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    static List<CodeAnswer.Code> codes(List<CodeAnswer> answers) {
        return answers.stream()
                .filter(CodeAnswer.Code.class::isInstance)
                .map(CodeAnswer.Code.class::cast)
                .toList();
    }

    static long step(CodeAnswer answer) {
        return ((CodeAnswer.Code) answer).step();
    }
}
