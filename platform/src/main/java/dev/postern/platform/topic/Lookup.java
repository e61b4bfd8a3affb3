package dev.postern.platform.topic;

/** What a topic that is read into memory says of something that is looked for. */
public sealed interface Lookup<V> {

    /** It is there. */
    record Found<V>(V value) implements Lookup<V> {}

    /** It is not there: everything was read that was on the topic when the question was asked. */
    record Unknown<V>() implements Lookup<V> {}

    /** It is not in what was read, and more could not be read in time. The question may be asked again. */
    record Undecided<V>() implements Lookup<V> {}
}
