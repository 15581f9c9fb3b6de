package io.anyfs.tree;

import java.util.Arrays;

/**
 * A compiled pattern: a nondeterministic automaton, run over all its states at once, so that no pattern makes it go back
 * (K. Thompson, "Regular Expression Search Algorithm", 1968).
 */
final class GlobProgram {

    /** What running over a text came to. */
    enum Outcome {
        /** The pattern matches the text. */
        MATCH,
        /** It does not, and could match a longer one. */
        ALIVE,
        /** It does not, and matches nothing that begins so. */
        DEAD
    }

    /** One step of the automaton. */
    sealed interface Step {
        /** Takes a character and goes to the next step. */
        record Take(GlobCharacter character) implements Step {}

        /** Goes on, without a character, if the next one is the first of a name. */
        record NameStart() implements Step {}

        /** Goes on at both places, without a character. */
        record Fork(int first, int second) implements Step {}

        /** Goes on there, without a character. */
        record Jump(int to) implements Step {}

        /** The pattern has matched. */
        record Accept() implements Step {}
    }

    private final Step[] steps;

    GlobProgram(Step[] steps) {
        this.steps = steps;
    }

    Outcome run(String text) {
        States current = new States(steps.length);
        States next = new States(steps.length);
        boolean accepted = add(0, true, current);
        for (int i = 0; i < text.length() && current.count > 0; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            accepted = false;
            next.clear();
            for (int s = 0; s < current.count; s++) {
                int at = current.list[s];
                if (steps[at] instanceof Step.Take take && take.character().matches(c)) {
                    accepted |= add(at + 1, c == '/', next);
                }
            }
            if (next.count == 0 && i < text.length()) {
                return Outcome.DEAD;
            }
            States swap = current;
            current = next;
            next = swap;
        }
        return accepted ? Outcome.MATCH : current.takes > 0 ? Outcome.ALIVE : Outcome.DEAD;
    }

    /** Adds a step and all that it leads to without a character. Returns whether the pattern has matched there. */
    private boolean add(int start, boolean nameStarts, States states) {
        boolean accepted = false;
        int[] pending = states.pending;
        int height = 0;
        pending[height++] = start;
        while (height > 0) {
            int at = pending[--height];
            if (!states.add(at)) {
                continue;
            }
            Step step = steps[at];
            if (step instanceof Step.Fork fork) {
                pending[height++] = fork.second();
                pending[height++] = fork.first();
            } else if (step instanceof Step.Jump jump) {
                pending[height++] = jump.to();
            } else if (step instanceof Step.NameStart) {
                if (nameStarts) {
                    pending[height++] = at + 1;
                }
            } else if (step instanceof Step.Accept) {
                accepted = true;
            } else {
                states.takes++;
            }
        }
        return accepted;
    }

    /** A set of steps that is iterated in the order of insertion and cleared at once. */
    private static final class States {
        private final int[] list;
        private final int[] generationOf;
        private final int[] pending;
        private int generation = 1;
        private int count;
        private int takes;

        States(int size) {
            list = new int[size];
            generationOf = new int[size];
            // A step is expanded once and pushes at most two.
            pending = new int[2 * size + 1];
            Arrays.fill(generationOf, 0);
        }

        boolean add(int state) {
            if (generationOf[state] == generation) {
                return false;
            }
            generationOf[state] = generation;
            list[count++] = state;
            return true;
        }

        void clear() {
            generation++;
            count = 0;
            takes = 0;
        }
    }
}
