package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.tck.subject.Content;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** An object that is read by many. What was held of it in memory is given back at the end of each test. */
abstract class ReadObject {

    static final int MIB = 1 << 20;

    final TestBucket bucket = new TestBucket(16 << 20);
    final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        bucket.close();
        assertEquals(0, ReadMemory.shared().usedBytes());
    }

    /** The bytes of the object, which is stored now. */
    byte[] stored(int size) {
        byte[] content = Content.bytes(size);
        bucket.put("file", content);
        return content;
    }
}
