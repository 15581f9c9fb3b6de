package io.anyfs.vfs2;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.vfs2.FileContent;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSelector;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.RandomAccessContent;
import org.apache.commons.vfs2.provider.AbstractFileObject;
import org.apache.commons.vfs2.util.FileObjectUtils;
import org.apache.commons.vfs2.util.RandomAccessMode;
import org.jspecify.annotations.Nullable;

/**
 * A file of a storage as Commons VFS sees it. While it is attached it knows what the storage said; after that it asks again.
 */
final class AnyfsFileObject extends AbstractFileObject<AnyfsFileSystem> {

    private final AnyfsFileName name;
    private final AnyfsFileSystem fs;
    private final Opening opening = new Opening(this);

    // Guarded by the filesystem, as all attached state.
    private @Nullable FileInfo info;
    private @Nullable FileInfo listed;
    private @Nullable Written written;
    private @Nullable AnyfsFileContent content;

    /**
     * A file that was just published.
     *
     * @param info what it is now
     * @param isNew whether there was none before
     */
    private record Written(FileInfo info, boolean isNew) {}

    AnyfsFileObject(AnyfsFileName name, AnyfsFileSystem fs) {
        super(name, fs);
        this.name = name;
        this.fs = fs;
    }

    AnyfsFileSystem fs() {
        return fs;
    }

    FileSystem storage() throws FileSystemException {
        return fs.storage();
    }

    FsPath place() throws FileSystemException {
        return name.place();
    }

    AnyfsFileName fileName() {
        return name;
    }

    boolean can(Capability capability) throws FileSystemException {
        return fs.can(place(), capability);
    }

    /** The one that decorators were put around; {@code null} if that is of another provider. */
    static @Nullable AnyfsFileObject of(FileObject file) throws FileSystemException {
        return FileObjectUtils.getAbstractFileObject(file) instanceof AnyfsFileObject own ? own : null;
    }

    // ---------------------------------------------------------------- facts

    @Override
    protected void doAttach() throws IOException {
        FileInfo known = listed;
        listed = null;
        info = known != null ? known : find();
    }

    /** What is there. A link that leads nowhere, also because it leads in a circle, leads to nothing. */
    private @Nullable FileInfo find() throws IOException {
        try {
            return storage().find(place());
        } catch (FileSystemLoopException circle) {
            return null;
        }
    }

    @Override
    protected void doDetach() {
        info = null;
        listed = null;
        if (content != null) {
            content.resetAttributes();
        }
    }

    @Override
    protected void injectType(FileType type) {
        super.injectType(type);
        if (type == FileType.IMAGINARY) {
            info = null;
        }
    }

    /** The facts of what is attached and exists. */
    private FileInfo info() throws IOException {
        synchronized (fs) {
            if (info == null) {
                info = storage().stat(place());
            }
            return info;
        }
    }

    @Override
    protected FileType doGetType() {
        if (info == null) {
            return FileType.IMAGINARY;
        }
        return info.isDirectory() ? FileType.FOLDER : FileType.FILE;
    }

    @Override
    protected long doGetContentSize() throws IOException {
        return info().size();
    }

    @Override
    protected long doGetLastModifiedTime() throws IOException {
        return info().lastModified().toEpochMilli();
    }

    @Override
    protected boolean doSetLastModifiedTime(long milliseconds) throws IOException {
        set(AttributeChanges.lastModified(Instant.ofEpochMilli(milliseconds)));
        return true;
    }

    private void set(AttributeChanges changes) throws IOException {
        storage().setAttributes(place(), changes);
        synchronized (fs) {
            info = null;
        }
    }

    @Override
    protected Map<String, Object> doGetAttributes() throws IOException {
        return FileAttributes.of(info());
    }

    @Override
    protected void doSetAttribute(String attribute, Object value) throws IOException {
        set(FileAttributes.change(attribute, value));
    }

    /** As on POSIX systems, a name that begins with a dot. */
    @Override
    protected boolean doIsHidden() {
        return name.getBaseName().startsWith(".");
    }

    @Override
    protected boolean doIsSymbolicLink() throws IOException {
        return isLink();
    }

    /** Whether this is a link itself, also where that leads nowhere. */
    boolean isLink() throws IOException {
        try {
            return can(Capability.SYMBOLIC_LINKS) && storage().lstat(place()).isSymbolicLink();
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return false;
        }
    }

    @Override
    protected boolean doIsReadable() throws IOException {
        return Permission.READ.isGiven(info(), true);
    }

    @Override
    protected boolean doIsWriteable() throws IOException {
        return can(Capability.WRITE) && Permission.WRITE.isGiven(info(), true);
    }

    @Override
    protected boolean doIsExecutable() throws IOException {
        return Permission.EXECUTE.isGiven(info(), false);
    }

    @Override
    protected boolean doSetReadable(boolean given, boolean ownerOnly) throws IOException {
        return set(Permission.READ, given, ownerOnly);
    }

    @Override
    protected boolean doSetWritable(boolean given, boolean ownerOnly) throws IOException {
        return set(Permission.WRITE, given, ownerOnly);
    }

    @Override
    protected boolean doSetExecutable(boolean given, boolean ownerOnly) throws IOException {
        return set(Permission.EXECUTE, given, ownerOnly);
    }

    private boolean set(Permission permission, boolean given, boolean ownerOnly) throws IOException {
        if (!can(Capability.SET_MODE)) {
            return false;
        }
        set(permission.change(info(), given, ownerOnly));
        return true;
    }

    // ---------------------------------------------------------------- folders

    /** The entries, attached to what the listing said of them, so that they need not be asked for one by one. */
    @Override
    protected FileObject @Nullable [] doListChildrenResolved() throws IOException {
        if (!isFolder()) {
            return null;
        }
        List<FileObject> children = new ArrayList<>();
        for (FileInfo entry : storage().entries(place())) {
            FileType type = entry.isDirectory() ? FileType.FOLDER : FileType.FILE;
            FileObject child = fs.resolveFile(name.child(entry.name(), type));
            AnyfsFileObject own = of(child);
            if (own != null && !entry.isSymbolicLink() && !own.isAttached()) {
                own.listed = entry;
                own.getType();
            }
            children.add(child);
        }
        return children.toArray(FileObject.EMPTY_ARRAY);
    }

    /** Says that this is no folder. */
    @Override
    protected String @Nullable [] doListChildren() {
        return null;
    }

    @Override
    protected void doCreateFolder() throws IOException {
        try {
            storage().createDirectory(place());
        } catch (FileAlreadyExistsException raced) {
            if (!storage().isDirectory(place())) {
                throw raced;
            }
        }
    }

    /** Never truncates: also where somebody else created the file since this was attached. */
    @Override
    public void createFile() throws FileSystemException {
        synchronized (fs) {
            if (exists()) {
                super.createFile();
                return;
            }
            try {
                createParent();
                FileInfo created = opening.createNew();
                if (created != null) {
                    published(created, true);
                    endOutput();
                }
            } catch (FileSystemException told) {
                throw told;
            } catch (Exception failure) {
                throw new FileSystemException("vfs.provider/create-file.error", name, failure);
            }
        }
    }

    void createParent() throws FileSystemException {
        FileObject parent = getParent();
        if (parent != null) {
            parent.createFolder();
        }
    }

    // ---------------------------------------------------------------- content

    @Override
    protected FileContent doCreateFileContent() {
        content = new AnyfsFileContent(this, getFileContentInfoFactory());
        return content;
    }

    Opening opening() {
        return opening;
    }

    @Override
    public InputStream getInputStream(int bufferSize) throws FileSystemException {
        return opening.input();
    }

    @Override
    public OutputStream getOutputStream(boolean append) throws FileSystemException {
        return opening.output(append);
    }

    @Override
    public RandomAccessContent getRandomAccessContent(RandomAccessMode mode) throws FileSystemException {
        return opening.random(mode);
    }

    /** Notes what a write published. Who wrote says so by {@link #endOutput} when he is done. */
    void published(FileInfo now, boolean isNew) {
        synchronized (fs) {
            written = new Written(now, isNew);
        }
    }

    /** Where nothing was published, nothing has changed. */
    @Override
    protected void endOutput() throws Exception {
        synchronized (fs) {
            Written last = written;
            written = null;
            if (last == null) {
                return;
            }
            if (isAttached()) {
                info = last.info;
            }
            if (last.isNew) {
                handleCreate(FileType.FILE);
            } else {
                onChange();
            }
        }
    }

    // ---------------------------------------------------------------- trees

    @Override
    protected void doDelete() throws IOException {
        storage().delete(place());
    }

    /** Tells listeners and the folder. */
    void deleted() throws Exception {
        handleDelete();
    }

    /** Tells listeners and the folder. */
    void created(FileType type) throws Exception {
        handleCreate(type);
    }

    @Override
    public int delete(FileSelector selector) throws FileSystemException {
        return Deletion.of(this, selector);
    }

    @Override
    public void copyFrom(FileObject source, FileSelector selector) throws FileSystemException {
        Copies.copy(source, selector, this);
    }

    /** Whether the storage moves it there, at once where it can. Otherwise {@link #moveTo} copies and deletes. */
    @Override
    public boolean canRenameTo(FileObject target) {
        try {
            AnyfsFileObject own = of(target);
            return own != null
                    && own.fs == fs
                    && can(Capability.MOVE)
                    && own.can(Capability.MOVE)
                    && (!isFolder() || can(Capability.MOVE_DIRECTORY));
        } catch (FileSystemException unknown) {
            return false;
        }
    }

    @Override
    public void moveTo(FileObject target) throws FileSystemException {
        new Move(this, target).run();
    }
}
