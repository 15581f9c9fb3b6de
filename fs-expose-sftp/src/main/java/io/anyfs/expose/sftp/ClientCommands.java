package io.anyfs.expose.sftp;

import io.anyfs.expose.sftp.CommandLine.UnsupportedSyntaxException;
import io.anyfs.expose.sftp.CommandLine.Word;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the command that a client wants to run. */
final class ClientCommands {

    static final String REFUSAL = "This server transfers files only, by SFTP: no shell, no commands.";

    static final ClientCommand REFUSED = client -> {
        client.complain(REFUSAL);
        return ClientCommand.NOT_FOUND;
    };

    /**
     * How rclone finds out what shell it talks to; this answer is that of a POSIX shell. It is compared as a whole, because what
     * is in it could be understood by a shell only.
     */
    private static final String SHELL_PROBE = "echo ${ShellId}%ComSpec%";

    private static final String SHELL_PROBE_ANSWER = "%ComSpec%\n";

    private ClientCommands() {}

    /** The command of a line; one that refuses it in words if there is none. */
    static ClientCommand of(String line) {
        if (line.equals(SHELL_PROBE)) {
            return printing(SHELL_PROBE_ANSWER);
        }
        List<Word> words;
        try {
            words = CommandLine.words(line);
        } catch (UnsupportedSyntaxException refused) {
            return REFUSED;
        }
        return words.isEmpty() ? REFUSED : of(words.get(0).text(), words.subList(1, words.size()));
    }

    private static ClientCommand of(String program, List<Word> arguments) {
        if (program.equals("scp")) {
            return ScpArguments.command(arguments);
        }
        if (arguments.stream().anyMatch(word -> word.glob() != null)) {
            return REFUSED;
        }
        List<String> words = arguments.stream().map(Word::text).toList();
        return switch (program) {
            case "md5sum" -> HashCommand.of(program, FileHash.MD5, words);
            case "sha1sum" -> HashCommand.of(program, FileHash.SHA1, words);
            case "sha224sum" -> HashCommand.of(program, FileHash.SHA224, words);
            case "sha256sum" -> HashCommand.of(program, FileHash.SHA256, words);
            case "sha384sum" -> HashCommand.of(program, FileHash.SHA384, words);
            case "sha512sum" -> HashCommand.of(program, FileHash.SHA512, words);
            case "crc32" -> HashCommand.of(program, FileHash.CRC32, words);
            case "df" -> DiskFreeCommand.of(words);
            case "pwd" -> words.isEmpty() ? printing("/\n") : REFUSED;
            case "echo" -> printing(words.stream().collect(Collectors.joining(" ", "", "\n")));
            default -> REFUSED;
        };
    }

    private static ClientCommand printing(String answer) {
        return client -> {
            client.print(answer);
            return ClientCommand.SUCCESS;
        };
    }
}
