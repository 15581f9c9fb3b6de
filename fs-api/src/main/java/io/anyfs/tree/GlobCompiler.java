package io.anyfs.tree;

import io.anyfs.tree.GlobProgram.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Parses a pattern by the grammar in {@link Glob} and translates it as it goes. */
final class GlobCompiler {

    /** Deep enough for any person, not so deep that a hostile pattern overflows the stack. */
    private static final int MAX_NESTING = 100;

    private static final GlobCharacter ANY = new GlobCharacter.Any();
    private static final GlobCharacter OF_NAME = new GlobCharacter.OfName();

    private final String pattern;
    private final Glob.Case letters;
    private final List<Step> steps = new ArrayList<>();
    private int at;
    private int nesting;

    private GlobCompiler(String pattern, Glob.Case letters) {
        this.pattern = pattern;
        this.letters = letters;
    }

    static GlobProgram compile(String pattern, Glob.Case letters) {
        GlobCompiler compiler = new GlobCompiler(pattern, letters);
        compiler.whole();
        return new GlobProgram(compiler.steps.toArray(Step[]::new));
    }

    private void whole() {
        if (pattern.startsWith("/")) {
            at++;
        }
        if (at == pattern.length()) {
            throw failure("the pattern is empty", 0);
        }
        if (pattern.endsWith("/")) {
            throw failure("a pattern must not end in a slash", pattern.length() - 1);
        }
        sequence();
        steps.add(new Step.Accept());
    }

    /** Translates up to the end, or within braces up to the next comma or closing brace. */
    private void sequence() {
        while (at < pattern.length()) {
            int begin = at;
            int c = next();
            if (nesting > 0 && (c == ',' || c == '}')) {
                at = begin;
                return;
            }
            switch (c) {
                case '*' -> stars();
                case '?' -> take(OF_NAME);
                case '[' -> take(set(begin));
                case '{' -> alternatives(begin);
                case '\\' -> take(literal(escaped(begin)));
                default -> take(literal(c));
            }
        }
    }

    private void take(GlobCharacter character) {
        steps.add(new Step.Take(character));
    }

    /** Behind a first star. */
    private void stars() {
        if (!pattern.startsWith("*", at)) {
            repeat(OF_NAME);
            return;
        }
        while (pattern.startsWith("*", at)) {
            at++;
        }
        if (!pattern.startsWith("/", at)) {
            repeat(ANY);
            return;
        }
        at++;
        // Any directories with the slash behind them, or none where a name starts.
        int fork = reserve();
        repeat(ANY);
        take(literal('/'));
        int jump = reserve();
        steps.set(fork, new Step.Fork(fork + 1, steps.size()));
        steps.add(new Step.NameStart());
        steps.set(jump, new Step.Jump(steps.size()));
    }

    private void repeat(GlobCharacter character) {
        int fork = reserve();
        take(character);
        steps.add(new Step.Jump(fork));
        steps.set(fork, new Step.Fork(fork + 1, steps.size()));
    }

    /** Behind an opening brace. */
    private void alternatives(int begin) {
        if (++nesting > MAX_NESTING) {
            throw failure("braces are nested deeper than " + MAX_NESTING, begin);
        }
        List<Integer> exits = new ArrayList<>();
        while (true) {
            int fork = reserve();
            sequence();
            if (at == pattern.length()) {
                throw failure("a brace is not closed", begin);
            }
            boolean last = next() == '}';
            exits.add(reserve());
            // The last alternative has none to fork to.
            steps.set(fork, last ? new Step.Jump(fork + 1) : new Step.Fork(fork + 1, steps.size()));
            if (last) {
                break;
            }
        }
        for (int exit : exits) {
            steps.set(exit, new Step.Jump(steps.size()));
        }
        nesting--;
    }

    /** Behind an opening bracket. */
    private GlobCharacter set(int begin) {
        boolean negated = pattern.startsWith("!", at);
        if (negated) {
            at++;
        }
        List<GlobCharacter.Range> ranges = new ArrayList<>();
        do {
            int first = member(begin);
            int last = first;
            if (pattern.startsWith("-", at) && !pattern.startsWith("-]", at)) {
                at++;
                last = member(begin);
                if (last < first) {
                    throw failure("a range runs backwards", at - 1);
                }
            }
            ranges.add(new GlobCharacter.Range(first, last));
        } while (!pattern.startsWith("]", at));
        at++;
        return new GlobCharacter.Ranges(List.copyOf(ranges), negated, letters == Glob.Case.INSENSITIVE);
    }

    private int member(int begin) {
        if (at == pattern.length()) {
            throw failure("a bracket is not closed", begin);
        }
        int place = at;
        int c = next();
        if (c == '/') {
            throw failure("a slash cannot be in brackets", place);
        }
        return c == '\\' ? escaped(place) : c;
    }

    private int escaped(int begin) {
        if (at == pattern.length()) {
            throw failure("a backslash with nothing behind", begin);
        }
        return next();
    }

    private GlobCharacter literal(int c) {
        return letters == Glob.Case.SENSITIVE
                ? new GlobCharacter.Literal(c)
                : new GlobCharacter.CaseInsensitive(GlobCharacter.fold(c));
    }

    private int next() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private int reserve() {
        steps.add(new Step.Accept());
        return steps.size() - 1;
    }

    private PatternSyntaxException failure(String reason, int place) {
        return new PatternSyntaxException(reason, pattern, place);
    }
}
