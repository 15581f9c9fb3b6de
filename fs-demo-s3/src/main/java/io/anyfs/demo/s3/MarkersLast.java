package io.anyfs.demo.s3;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Deletes several objects as S3 does: S3Proxy deletes them at the same time, and when the last file of a directory goes at the
 * moment in which its marker ({@code d/}) does, a directory without any key stays and is listed for ever. Here the markers go
 * when the files are gone, one by one, the deepest first.
 */
final class MarkersLast implements InvocationHandler {

    private final BlobStore store;

    private MarkersLast(BlobStore store) {
        this.store = store;
    }

    /** The store, but for that. A proxy: what S3Proxy has for it shows a library that is none of ours. */
    static BlobStore over(BlobStore store) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, new MarkersLast(store));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("removeBlobs")
                && arguments != null
                && arguments[0] instanceof DeleteObjectsRequest request) {
            return remove(request);
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private DeleteObjectsResponse remove(DeleteObjectsRequest request) {
        List<ObjectIdentifier> files = new ArrayList<>();
        List<ObjectIdentifier> markers = new ArrayList<>();
        for (ObjectIdentifier object : request.delete().objects()) {
            (object.key().endsWith("/") ? markers : files).add(object);
        }
        // In this order a key comes after those that begin with it.
        markers.sort(Comparator.comparing(ObjectIdentifier::key).reversed());
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        remove(request, files, deleted, errors);
        markers.forEach(marker -> remove(request, List.of(marker), deleted, errors));
        return DeleteObjectsResponse.builder().deleted(deleted).errors(errors).build();
    }

    private void remove(
            DeleteObjectsRequest request,
            List<ObjectIdentifier> objects,
            List<DeletedObject> deleted,
            List<S3Error> errors) {
        if (objects.isEmpty()) {
            return;
        }
        DeleteObjectsResponse response = store.removeBlobs(request.toBuilder()
                .delete(request.delete().toBuilder().objects(objects).build())
                .build());
        deleted.addAll(response.deleted());
        errors.addAll(response.errors());
    }
}
