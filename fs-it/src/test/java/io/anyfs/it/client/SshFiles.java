package io.anyfs.it.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The files with which OpenSSH's clients reach one server: a configuration, a key pair, the server's key. Everything is
 * named explicitly, because ssh takes its home from the user database and not from the environment.
 */
public final class SshFiles {

    private final ClientHome home;
    private final Path privateKey;

    private SshFiles(ClientHome home, Path privateKey) {
        this.home = home;
        this.privateKey = privateKey;
    }

    /** Makes a key pair of a type that {@code ssh-keygen} knows, such as {@code ed25519}, {@code ecdsa} or {@code rsa}. */
    public static SshFiles withKey(ClientHome home, String type) throws IOException, InterruptedException {
        Path key = home.directory().resolve("id_" + type);
        home.command("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "test", "-f", key)
                .run()
                .requireSuccess();
        return new SshFiles(home, key);
    }

    /** The private key. */
    public Path privateKey() {
        return privateKey;
    }

    /** The public key, one line as in {@code authorized_keys}. */
    public Path publicKey() {
        return privateKey.resolveSibling(privateKey.getFileName() + ".pub");
    }

    /** A {@code known_hosts} file of one line. */
    public Path knownHosts(String line) throws IOException {
        return home.write("known_hosts", line.stripTrailing() + "\n");
    }

    /**
     * A configuration, for {@code -F}, under which a host named {@code server} is this server, logged in to with the key.
     *
     * @param hostKeyLine the server's line of {@code known_hosts}
     */
    public Path config(InetSocketAddress server, String user, String hostKeyLine) throws IOException {
        return home.write("ssh_config", common(server, user, hostKeyLine) + """
                  IdentityFile %s
                  IdentitiesOnly yes
                  PreferredAuthentications publickey
                  BatchMode yes
                """.formatted(privateKey));
    }

    /** The same with a password. The command needs {@link #withPassword} too. */
    public Path passwordConfig(InetSocketAddress server, String user, String hostKeyLine) throws IOException {
        return home.write("ssh_password_config", common(server, user, hostKeyLine) + """
                  PreferredAuthentications password
                  PubkeyAuthentication no
                  NumberOfPasswordPrompts 1
                """);
    }

    /** Lets a command answer ssh's question for the password. */
    public ClientCommand withPassword(ClientCommand command, String password) throws IOException {
        Path askPass = home.writeProgram("askpass", "#!/bin/sh\necho '" + password + "'\n");
        return command.with("SSH_ASKPASS", askPass)
                .with("SSH_ASKPASS_REQUIRE", "force")
                .with("DISPLAY", "none");
    }

    private String common(InetSocketAddress server, String user, String hostKeyLine) throws IOException {
        return """
                Host server
                  HostName %s
                  Port %d
                  User %s
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile /dev/null
                  StrictHostKeyChecking yes
                  LogLevel ERROR
                """.formatted(server.getAddress().getHostAddress(), server.getPort(), user, knownHosts(hostKeyLine));
    }
}
