package io.anyfs.cli.command;

import io.anyfs.cli.text.ShellWord;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A spec that a command works with. */
public final class SpecFile {

    private SpecFile() {}

    /**
     * Reads it.
     *
     * @throws CommandException if it is not there or makes no sense, with what is wrong first
     */
    public static Spec read(Path file) throws CommandException, IOException {
        try {
            return Spec.read(file);
        } catch (SpecException wrong) {
            throw new CommandException(
                    ExitCode.USAGE,
                    wrong.problems().get(0)
                            + (wrong.problems().size() == 1
                                    ? ""
                                    : " (and " + (wrong.problems().size() - 1) + " more: anyfs spec check "
                                            + ShellWord.of(file.toString()) + ")"),
                    wrong);
        } catch (NoSuchFileException missing) {
            throw new CommandException(ExitCode.NOT_FOUND, "there is no spec " + file, missing);
        }
    }
}
