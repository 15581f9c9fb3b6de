package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.Verb.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.command.CommandFactory;
import org.jspecify.annotations.Nullable;

/** All commands that there are. */
final class Verbs implements CommandFactory {

    /** What a browser or another program that was sent here by somebody else begins with. */
    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "PATCH", "TRACE", "EHLO", "HELO");

    private static final Map<String, String> OLD_NAMES =
            Map.of("XCWD", "CWD", "XCUP", "CDUP", "XPWD", "PWD", "XMKD", "MKD", "XRMD", "RMD");

    private final Map<String, Verb> byName = new TreeMap<>();

    /** @param modes that clients may choose with MODE */
    Verbs(Set<TransferMode> modes) {
        List<Verb> all = new ArrayList<>();
        all.addAll(LoginVerbs.all());
        all.addAll(SecurityVerbs.all());
        all.addAll(SettingVerbs.all(modes));
        all.addAll(FeatureVerbs.all(modes));
        all.addAll(DirectoryVerbs.all());
        all.addAll(FactVerbs.all());
        all.addAll(ConnectionVerbs.all());
        all.addAll(TransferVerbs.all());
        all.addAll(ListVerbs.all());
        all.addAll(SiteVerbs.all());
        all.addAll(new HashVerbs(HashSlots.forThisMachine()).all());
        all.add(Verb.anybody("HELP", Parameter.OPTIONAL, "[command]", (client, argument) -> help(argument)));
        all.forEach(verb -> byName.put(verb.name(), verb));
    }

    @Override
    public @Nullable Command getCommand(String name) {
        return find(name);
    }

    /** All of them, by their names. */
    Collection<Verb> all() {
        return byName.values();
    }

    @Nullable
    Verb find(String name) {
        return byName.get(OLD_NAMES.getOrDefault(name, name));
    }

    /** Runs one command of a client. */
    void run(Conversation client, ControlInput.CommandLine line) {
        String name = line.verb();
        if (!name.equals("RNTO")) {
            client.settings.renameFrom = null;
        }
        Verb verb = find(name);
        if (client.commands().isDraining() && !name.equals("QUIT")) {
            client.dismiss(FtpReply.of(421, "The server is shutting down"));
        } else if (verb != null) {
            verb.execute(client, line.argument());
        } else if (OTHER_PROTOCOLS.contains(name) && !client.isLoggedIn()) {
            client.hangUp();
        } else {
            client.send(FtpReply.of(isPlausible(name) ? 502 : 500, "Unknown command"));
        }
    }

    private static boolean isPlausible(String name) {
        return name.length() >= 3 && name.length() <= 4 && name.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    private FtpReply help(String argument) {
        if (argument.isBlank()) {
            Collection<String> names = byName.keySet();
            return FtpReply.of(214, "These commands are known", wrapped(names), "HELP command tells its parameters");
        }
        Verb verb = find(argument.strip().toUpperCase(Locale.ROOT));
        return verb == null
                ? FtpReply.of(502, "Unknown command")
                : FtpReply.of(214, (verb.name() + " " + verb.help()).strip());
    }

    private static List<String> wrapped(Collection<String> names) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String name : names) {
            if (line.length() + name.length() > 60) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(name).append(' ');
        }
        lines.add(line.toString().strip());
        return lines;
    }
}
