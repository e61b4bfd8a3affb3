package dev.postern.credential.imports.entry;

/** Ends the reading of one file. Its message is a sentence for the caller, without anything of the file. */
public final class UnreadableExport extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String sentence;

    /** Without a cause: a parser's message may quote the file. */
    public UnreadableExport(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
        this.sentence = sentence;
    }

    public Reason reason() {
        return reason;
    }

    public String sentence() {
        return sentence;
    }

    /** The file has not the form that its kind has. */
    public static UnreadableExport damaged() {
        return new UnreadableExport(Reason.UNREADABLE, "The file is damaged or was not written whole.");
    }
}
