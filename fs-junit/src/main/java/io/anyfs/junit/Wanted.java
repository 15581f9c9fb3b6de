package io.anyfs.junit;

import io.anyfs.mount.MountScript;
import io.anyfs.served.ServedProtocol;
import java.io.IOException;
import java.util.Set;

/** Which filesystem of a test: what is equal is the same filesystem. */
sealed interface Wanted {

    /** Opens it. */
    TestFileSystem open() throws IOException;

    /**
     * That of a URL.
     *
     * @param name tells those of one URL from each other
     */
    record ByUrl(String url, String name) implements Wanted {

        @Override
        public TestFileSystem open() throws IOException {
            return TestFileSystem.of(url);
        }

        @Override
        public String toString() {
            return "'" + url + "'";
        }
    }

    /**
     * One that is described.
     *
     * @param description where
     * @param name tells those of one description from each other
     * @param bucket whether it is that of a bucket
     */
    record ByScript(ScriptReference description, String name, boolean bucket) implements Wanted {

        @Override
        public TestFileSystem open() throws IOException {
            MountScript script = description.read();
            return bucket ? TestFileSystem.served(script, Set.of(ServedProtocol.S3)) : TestFileSystem.of(script);
        }

        @Override
        public String toString() {
            return description.toString();
        }
    }
}
