package io.anyfs.expose.sftp;

import io.anyfs.expose.sftp.CommandLine.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks of the far side of the protocol of {@code scp}, which has no other description than OpenSSH's
 * {@code scp.c}: {@code -t} to take files, {@code -f} to send some.
 *
 * @param recursive directories too
 * @param preserve times and exact permissions
 * @param directory the target has to be a directory
 */
record ScpArguments(boolean recursive, boolean preserve, boolean directory, List<Word> paths) {

    private static final ClientCommand MISUSED = client -> {
        client.complain("scp: only as the far side of a copy: scp -t [-rpd] TARGET, or scp -f [-rp] FILE...");
        return ClientCommand.FAILURE;
    };

    /** Copies the list. */
    ScpArguments {
        paths = List.copyOf(paths);
    }

    static ClientCommand command(List<Word> words) {
        StringBuilder flags = new StringBuilder();
        List<Word> paths = new ArrayList<>();
        boolean options = true;
        for (Word word : words) {
            if (options && word.text().equals("--")) {
                options = false;
            } else if (options && word.text().startsWith("-")) {
                flags.append(word.text(), 1, word.text().length());
            } else {
                // As getopt of POSIX: what follows the first path is a path.
                options = false;
                paths.add(word);
            }
        }
        String all = flags.toString();
        // -v and -q are about what the near side prints.
        if (!all.chars().allMatch(flag -> "tfrpdvq".indexOf(flag) >= 0)) {
            return MISUSED;
        }
        boolean takes = all.indexOf('t') >= 0;
        boolean sends = all.indexOf('f') >= 0;
        ScpArguments arguments =
                new ScpArguments(all.indexOf('r') >= 0, all.indexOf('p') >= 0, all.indexOf('d') >= 0, paths);
        if (takes && !sends && paths.size() == 1 && paths.get(0).glob() == null) {
            return client -> new ScpSink(client, arguments).run();
        }
        return sends && !takes && !paths.isEmpty() ? client -> new ScpSource(client, arguments).run() : MISUSED;
    }
}
