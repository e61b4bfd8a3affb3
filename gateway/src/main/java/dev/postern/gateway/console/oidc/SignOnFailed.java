package dev.postern.gateway.console.oidc;

/** The provider vouches for nobody. The message says why, for the operator's log: it holds nothing secret. */
final class SignOnFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    SignOnFailed(Problem problem) {
        super(problem.name());
        this.problem = problem;
    }

    SignOnFailed(Problem problem, Throwable cause) {
        super(problem.name(), cause);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** What went wrong, and what the person can do about it. */
    enum Problem {
        NO_ANSWER(503, "The sign-in service does not answer. Try again in a moment."),
        REFUSED(
                403,
                "The sign-in service did not sign you in. Try again, or ask whoever runs it whether your account may"
                        + " use Postern."),
        NOT_BEGUN_HERE(400, "This sign-in was begun in another window, or it took longer than ten minutes. Try again."),
        CODE_REFUSED(502, "The sign-in service did not confirm the sign-in. Try again."),
        TOKEN_REFUSED(502, "The sign-in service's answer is not one for this console. Try again.");

        private final int status;
        private final String sentence;

        Problem(int status, String sentence) {
            this.status = status;
            this.sentence = sentence;
        }

        int status() {
            return status;
        }

        String sentence() {
            return sentence;
        }
    }
}
