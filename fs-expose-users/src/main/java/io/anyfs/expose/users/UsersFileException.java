package io.anyfs.expose.users;

import io.anyfs.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A file of users that makes no sense, with all that is wrong in it. */
public final class UsersFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    UsersFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the text; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
