package io.anyfs.it.ftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ResumedUploads;
import java.io.IOException;
import java.nio.file.Path;

/** lftp's {@code put} and {@code put -c}. */
class ResumeTest extends ResumedUploads {

    @Override
    protected Site serve(FileSystem files, Path home) throws IOException {
        FtpSite site = FtpSite.of(files, UploadPolicy.IN_PLACE, home);
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
            public ClientCommand put(String target) {
                return site.lftp("put file -o " + target);
            }

            @Override
            public ClientCommand resume(String target) {
                return site.lftp("put -c file -o " + target);
            }

            @Override
            public void assertNothingLeftOpen() throws InterruptedException {
                site.assertNothingLeftOpen();
            }

            @Override
            public void close() throws IOException {
                site.close();
            }
        };
    }
}
