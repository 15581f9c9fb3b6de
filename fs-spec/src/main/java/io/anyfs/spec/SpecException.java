package io.anyfs.spec;

import io.anyfs.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A spec that makes no sense, with all that is wrong in it. */
public final class SpecException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    SpecException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the text; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
