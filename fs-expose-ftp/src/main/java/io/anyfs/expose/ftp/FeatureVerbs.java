package io.anyfs.expose.ftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server is, and what it can do (RFC 2389). */
final class FeatureVerbs {

    private FeatureVerbs() {}

    static List<Verb> all(Set<TransferMode> modes) {
        return List.of(
                Verb.anybody("SYST", Parameter.NONE, "", (client, argument) -> FtpReply.of(215, "UNIX Type: L8")),
                Verb.anybody("FEAT", Parameter.NONE, "", (client, argument) -> features(client, modes)));
    }

    private static FtpReply features(Conversation client, Set<TransferMode> modes) {
        List<String> features = new ArrayList<>(List.of(
                "UTF8",
                "TVFS",
                "EPSV",
                "EPRT",
                "SIZE",
                "MDTM",
                "REST STREAM",
                "RANG STREAM",
                "MLST " + facts(client),
                "HASH " + hashes(client),
                "CLNT",
                "LANG EN*"));
        features.addAll(SecurityVerbs.features(client));
        for (FtpHash algorithm : FtpHash.values()) {
            features.addAll(algorithm.verbs());
        }
        if (modes.contains(TransferMode.DEFLATE)) {
            features.add("MODE Z");
        }
        // Before the login it is not known what storage it will be: the client is told what may be, as is usual.
        if (can(client, Capability.SET_LAST_MODIFIED)) {
            features.add("MFMT");
        }
        String changeable = changeableFacts(client);
        if (!changeable.isEmpty()) {
            features.add("MFF " + changeable);
        }
        if (can(client, Capability.SPACE)) {
            features.add("AVBL");
        }
        List<String> site = SiteVerbs.known(client);
        if (!site.isEmpty()) {
            features.add("SITE " + String.join(";", site));
        }
        return FtpReply.of(211, "Features", features, "End");
    }

    private static String changeableFacts(Conversation client) {
        String facts = can(client, Capability.SET_LAST_MODIFIED) ? "Modify;" : "";
        if (can(client, Capability.SET_MODE)) {
            facts += "UNIX.mode;";
        }
        if (can(client, Capability.SET_OWNER)) {
            facts += "UNIX.owner;UNIX.group;";
        }
        return facts;
    }

    private static String hashes(Conversation client) {
        return Stream.of(FtpHash.values())
                .map(algorithm -> algorithm.label() + (algorithm == client.settings.hash ? "*" : ""))
                .collect(Collectors.joining(";"));
    }

    /** Those that are told have a star (RFC 3659 section 7.8). */
    private static String facts(Conversation client) {
        return Stream.of(MachineFact.values())
                .map(fact -> fact.label() + (client.settings.facts.contains(fact) ? "*;" : ";"))
                .collect(Collectors.joining());
    }

    /** Whether something works at the root; before the login, whether it can on some storage. */
    static boolean can(Conversation client, Capability capability) {
        if (!client.isLoggedIn()) {
            return true;
        }
        Capabilities capabilities = client.session().capabilities(FsPath.ROOT);
        return capabilities.has(Capability.WRITE)
                ? capabilities.has(capability)
                : capability == Capability.SPACE && capabilities.has(capability);
    }
}
