package io.anyfs.it.sftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ResumedUploads;
import java.io.IOException;
import java.nio.file.Path;

/** The {@code put} and {@code reput} of OpenSSH's sftp. */
class ResumeTest extends ResumedUploads {

    @Override
    protected Site serve(FileSystem files, Path home) throws IOException, InterruptedException {
        SftpSite site = SftpSite.of(files, UploadPolicy.IN_PLACE, home);
        return new Site() {
            @Override
            public FileService service() {
                return site.server.service();
            }

            @Override
            public Path here() {
                return site.here;
            }

            @Override
            public ClientCommand put(String target) throws IOException {
                return site.sftp("put file " + target + "\n");
            }

            @Override
            public ClientCommand resume(String target) throws IOException {
                return site.sftp("reput file " + target + "\n");
            }

            @Override
            public void assertNothingLeftOpen() {
                site.assertNothingLeftOpen();
            }

            @Override
            public void close() throws IOException {
                site.close();
            }
        };
    }
}
