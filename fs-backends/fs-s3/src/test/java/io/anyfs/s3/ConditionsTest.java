package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Stores that honour conditions on writes, and stores that do as if there were none. */
@Tag("once")
class ConditionsTest {

    private static final S3Store STORE = S3Server.S3PROXY.shared();

    private final String bucket = STORE.newBucket();
    private FileSystem fs;

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    /** The server never sees the conditions. */
    private static final class Ignoring implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            SdkHttpRequest request = context.httpRequest();
            return request.method() == SdkHttpMethod.GET || request.method() == SdkHttpMethod.HEAD
                    ? request
                    : request.toBuilder()
                            .removeHeader("If-None-Match")
                            .removeHeader("If-Match")
                            .build();
        }
    }

    @Test
    void a_store_that_ignores_them_is_found_out_before_it_does_harm() throws IOException {
        open(S3Conditions.AUTO, new Ignoring());
        fs.write("/file", "unconditional writes do not ask");
        String version = fs.stat("/file").version();
        for (WriteOptions options :
                List.of(WriteOptions.createNew(), WriteOptions.replace().onlyIfVersion(version))) {
            String path = options.ifVersion() == null ? "/new" : "/file";
            assertRefused(path, () -> fs.write(path, options, out -> out.write(new byte[1])));
        }
        assertRefused("/dir", () -> fs.createDirectory("/dir"));
        assertEquals(List.of("file"), keys());
    }

    @Test
    void a_store_that_refuses_them_is_told_apart_for_directories_as_for_files() throws IOException {
        open(S3Conditions.AUTO, new RefusedConditions());
        assertRefused("/dir", () -> fs.createDirectory("/dir"));
        assertRefused("/a", () -> fs.createDirectories("/a/b"));
        assertRefused("/file", () -> fs.write("/file", WriteOptions.createNew(), out -> out.write(new byte[1])));
        assertEquals(List.of(), keys());
    }

    @Test
    void parents_are_created_whether_or_not_the_store_knows_conditions() throws IOException {
        open(S3Conditions.AUTO, new RefusedConditions());
        fs.write("/a/b/file", WriteOptions.replace().creatingParents(), out -> out.write(new byte[1]));
        assertEquals(List.of("a/", "a/b/", "a/b/file"), keys());
    }

    @Test
    void a_parent_replaces_none_that_others_create_meanwhile_where_the_store_knows_conditions() throws IOException {
        List<String> conditions = new CopyOnWriteArrayList<>();
        open(S3Conditions.HONOURED, new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                SdkHttpRequest request = context.httpRequest();
                if (request.method() == SdkHttpMethod.PUT
                        && request.encodedPath().endsWith("/a/")) {
                    conditions.add(request.firstMatchingHeader("If-None-Match").orElse("none"));
                }
            }
        });
        fs.write("/a/file", WriteOptions.replace().creatingParents(), out -> out.write(new byte[1]));
        assertEquals(List.of("*"), conditions);
    }

    @Test
    void directories_are_created_after_a_look_where_that_was_accepted() throws IOException {
        open(S3Conditions.IGNORED, new RefusedConditions());
        fs.createDirectory("/dir");
        fs.createDirectories("/dir/a/b");
        assertThrows(FileAlreadyExistsException.class, () -> fs.createDirectory("/dir"));
        assertEquals(List.of("dir/", "dir/a/", "dir/a/b/"), keys());
    }

    @Test
    void a_directory_is_not_moved_where_nothing_keeps_two_movers_apart() throws IOException {
        open(S3Conditions.AUTO, new Ignoring());
        putBehindTheBack("dir/file");
        assertRefused("/dir", () -> fs.move("/dir", "/moved"));
        assertEquals(List.of("dir/file"), keys());
    }

    @Test
    void a_look_before_the_write_does_where_that_was_accepted() throws IOException {
        open(S3Conditions.IGNORED, new Ignoring());
        assertFalse(fs.capabilities(FsPath.ROOT).has(Capability.CONDITIONAL_WRITE));
        fs.write("/file", WriteOptions.createNew(), out -> out.write(new byte[1]));
        assertThrows(
                FileAlreadyExistsException.class,
                () -> fs.write("/file", WriteOptions.createNew(), out -> out.write(new byte[1])));
        assertThrows(
                FileAlreadyExistsException.class,
                () -> fs.write("/other", WriteOptions.createNew(), out -> putBehindTheBack("other")));
        assertEquals(List.of("file", "other"), keys());
    }

    @Test
    void what_others_create_unseen_is_not_replaced_by_who_creates() throws IOException {
        open(S3Conditions.AUTO, new ExecutionInterceptor() {});
        fs.write("/first", "knows what is in the root now");
        putBehindTheBack("file");
        assertThrows(
                FileAlreadyExistsException.class,
                () -> fs.write("/file", WriteOptions.createNew(), out -> out.write(new byte[1])));
        assertThrows(
                FileChangedException.class,
                () -> fs.write("/late", WriteOptions.append(), out -> {
                    out.write(new byte[1]);
                    putBehindTheBack("late");
                }));
        assertEquals("other", fs.readString("/file"));
        assertEquals("other", fs.readString("/late"));
        assertEquals(List.of("file", "first", "late"), keys());
    }

    /** With what can be done about it. */
    private static void assertRefused(String path, Executable write) {
        FileSystemException refused = assertThrows(FileSystemException.class, write);
        assertEquals(path, refused.getFile());
        assertTrue(refused.getMessage().contains("conditionalWrites=false"), refused::getMessage);
    }

    private void putBehindTheBack(String key) {
        STORE.client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("other"));
    }

    private List<String> keys() {
        return STORE.client().listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private void open(S3Conditions conditions, ExecutionInterceptor interceptor) throws IOException {
        S3Options options = S3Options.of(bucket)
                .withStoring(S3Storing.DEFAULT.withConditionalWrites(conditions))
                .withConnection(S3Connection.to(STORE.endpoint())
                        .withRegion(STORE.region())
                        .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey())));
        fs = FileSystem.over(S3Backend.open(
                S3Clients.builder(options)
                        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(interceptor))
                        .build(),
                options));
    }
}
