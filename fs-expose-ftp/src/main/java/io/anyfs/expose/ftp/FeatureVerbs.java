package io.anyfs.expose.ftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server is, and what it can do (RFC 2389). */
final class FeatureVerbs {

    private FeatureVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.anybody("SYST", Parameter.NONE, "", (client, argument) -> FtpReply.of(215, "UNIX Type: L8")),
                Verb.anybody("FEAT", Parameter.NONE, "", (client, argument) -> features(client)));
    }

    private static FtpReply features(Conversation client) {
        List<String> features = new ArrayList<>(List.of(
                "UTF8",
                "TVFS",
                "EPSV",
                "EPRT",
                "SIZE",
                "MDTM",
                "REST STREAM",
                "MLST " + facts(client),
                "CLNT",
                "LANG EN*"));
        features.addAll(SecurityVerbs.features(client));
        // Before the login it is not known what storage it will be: the client is told what may be, as is usual.
        if (can(client, Capability.SET_LAST_MODIFIED)) {
            features.add("MFMT");
        }
        if (can(client, Capability.SPACE)) {
            features.add("AVBL");
        }
        List<String> site = new ArrayList<>();
        if (can(client, Capability.SET_MODE)) {
            site.add("CHMOD");
        }
        if (can(client, Capability.SET_LAST_MODIFIED)) {
            site.add("UTIME");
        }
        if (can(client, Capability.SYMBOLIC_LINKS)) {
            site.add("SYMLINK");
        }
        if (!site.isEmpty()) {
            features.add("SITE " + String.join(";", site));
        }
        return FtpReply.of(211, "Features", features, "End");
    }

    /** Those that are told have a star (RFC 3659 section 7.8). */
    private static String facts(Conversation client) {
        return Stream.of(MachineFact.values())
                .map(fact -> fact.label() + (client.settings.facts.contains(fact) ? "*;" : ";"))
                .collect(Collectors.joining());
    }

    private static boolean can(Conversation client, Capability capability) {
        if (!client.isLoggedIn()) {
            return true;
        }
        Capabilities capabilities = client.session().capabilities(FsPath.ROOT);
        return capabilities.has(Capability.WRITE)
                ? capabilities.has(capability)
                : capability == Capability.SPACE && capabilities.has(capability);
    }
}
