package io.anyfs.it.vfs2;

import io.anyfs.it.client.Program;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Replacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** vsftpd, which has no MLSD and hides files unless it is asked for them, through Commons VFS. */
@InBrief({Listing.class, Deleting.class, Replacing.class, Names.class})
class VfsVsftpdContractTest extends ServerContract {

    @TempDir
    static Path directory;

    @Override
    Site start() throws IOException {
        Path vsftpd = Program.find("vsftpd");
        Path root = Files.createDirectory(directory.resolve("root"));
        Path served = Files.createDirectory(root.resolve("served"));
        ServerProcess process =
                ServerProcess.start(directory.resolve("log"), port -> List.of(vsftpd.toString(), config(root, port)));
        // It does not change its root unless it may change its user.
        return ServedDirectory.of(
                "vfs+ftp://anonymous:" + PASSWORD + "@127.0.0.1:" + process.port() + served, served, process);
    }

    private String config(Path root, int port) throws IOException {
        return Files.writeString(directory.resolve("vsftpd.conf"), """
                        listen=YES
                        listen_address=127.0.0.1
                        listen_port=%d
                        background=NO
                        anonymous_enable=YES
                        local_enable=NO
                        write_enable=YES
                        anon_upload_enable=YES
                        anon_mkdir_write_enable=YES
                        anon_other_write_enable=YES
                        anon_world_readable_only=NO
                        anon_umask=022
                        anon_root=%s
                        allow_writeable_chroot=YES
                        run_as_launching_user=YES
                        seccomp_sandbox=NO
                        utf8_filesystem=YES
                        max_per_ip=200
                        """.formatted(port, root))
                .toString();
    }
}
