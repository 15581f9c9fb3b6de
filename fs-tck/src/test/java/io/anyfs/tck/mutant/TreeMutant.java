package io.anyfs.tck.mutant;

import io.anyfs.AttributeChanges;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Mistakes in listing, deleting, moving and copying. */
enum TreeMutant implements Mutant {
    LISTS_THE_DIRECTORY_ITSELF("a_listing_never_has_the_directory_itself") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                    Deque<FileInfo> entries = Mutation.entries(super.list(directory, options));
                    if (!directory.isRoot()) {
                        entries.push(stat(directory, Links.NO_FOLLOW));
                    }
                    return Mutation.listing(entries);
                }
            };
        }
    },

    LISTS_AN_ENTRY_TWICE("each_of_10000_entries_is_listed_once") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                    Deque<FileInfo> entries = Mutation.entries(super.list(directory, options));
                    if (entries.size() > 1000) {
                        entries.add(entries.getFirst());
                    }
                    return Mutation.listing(entries);
                }
            };
        }
    },

    LISTS_WHAT_IS_MISSING_AS_EMPTY("a_missing_directory_cannot_be_listed") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                    return Mutation.exists(delegate(), directory)
                            ? super.list(directory, options)
                            : Mutation.listing(new ArrayDeque<>());
                }
            };
        }
    },

    LISTS_A_FILE_AS_ITSELF("a_file_cannot_be_listed") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                    FileInfo info = stat(directory, Links.FOLLOW);
                    return info.isFile()
                            ? Mutation.listing(new ArrayDeque<>(List.of(info)))
                            : super.list(directory, options);
                }
            };
        }
    },

    LISTS_WITH_SIZES_OF_ITS_OWN("every_entry_equals_what_lstat_says_of_it") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                    Deque<FileInfo> entries = new ArrayDeque<>();
                    for (FileInfo entry : Mutation.entries(super.list(directory, options))) {
                        entries.add(FileInfo.of(entry.path(), entry.type(), entry.size(), entry.lastModified()));
                    }
                    return Mutation.listing(entries);
                }
            };
        }
    },

    DELETES_WHAT_IS_NOT_EMPTY("a_directory_that_holds_a_file_is_not_deleted") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void delete(FsPath path) throws IOException {
                    FileInfo info = stat(path, Links.NO_FOLLOW);
                    if (info.isDirectory()) {
                        for (FileInfo entry : Mutation.entries(list(path, ListOptions.ENTRIES))) {
                            delete(entry.path());
                        }
                    }
                    super.delete(path);
                }
            };
        }
    },

    SKIPS_SILENTLY_WHAT_IS_NOT_EMPTY("a_directory_that_holds_an_empty_directory_is_not_deleted") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void delete(FsPath path) throws IOException {
                    try {
                        super.delete(path);
                    } catch (DirectoryNotEmptyException kept) {
                        // As commons-vfs2 does.
                    }
                }
            };
        }
    },

    DELETES_WHAT_IS_MISSING("what_is_missing_is_not_deleted") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void delete(FsPath path) throws IOException {
                    try {
                        super.delete(path);
                    } catch (NoSuchFileException fine) {
                        // As object stores do.
                    }
                }
            };
        }
    },

    DELETES_ALL_THAT_BEGINS_LIKE_THE_TREE("what_is_beside_a_deleted_tree_and_begins_like_it_stays") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
                    // As object stores do that are asked for a prefix without its slash.
                    for (FileInfo entry : Mutation.entries(list(directory.parentOrRoot(), ListOptions.ENTRIES))) {
                        if (!entry.path().equals(directory) && entry.name().startsWith(directory.name())) {
                            deleteAny(entry, deletion);
                        }
                    }
                    super.deleteTree(directory, scope, deletion);
                }

                private void deleteAny(FileInfo entry, TreeDeletion deletion) throws IOException {
                    if (entry.isDirectory()) {
                        super.deleteTree(entry.path(), DeleteScope.WHOLE, deletion);
                    } else {
                        super.delete(entry.path());
                    }
                }
            };
        }
    },

    DELETES_A_MISSING_TREE("only_a_directory_that_is_there_is_deleted_at_once") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
                    try {
                        super.deleteTree(directory, scope, deletion);
                    } catch (NoSuchFileException fine) {
                        // As object stores do, where nothing has the prefix.
                    }
                }
            };
        }
    },

    TELLS_OF_DELETED_FILES_ONLY("every_entry_of_a_tree_deleted_at_once_is_told_when_it_is_gone") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
                    super.deleteTree(directory, scope, new TreeDeletion() {
                        @Override
                        public void deleted(FileInfo entry) throws IOException {
                            if (!entry.isDirectory()) {
                                deletion.deleted(entry);
                            }
                        }

                        @Override
                        public void failed(FsPath path, IOException failure) throws IOException {
                            deletion.failed(path, failure);
                        }
                    });
                }
            };
        }
    },

    MOVES_INTO_AN_EXISTING_DIRECTORY("a_file_never_replaces_a_directory_nor_goes_into_it") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
                    boolean into = Mutation.exists(delegate(), target)
                            && stat(target, Links.FOLLOW).isDirectory();
                    super.move(source, into ? target.child(source.name()) : target, ifExists);
                }
            };
        }
    },

    MOVES_BY_DELETING_THE_TARGET_FIRST("a_missing_source_is_refused") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
                    if (ifExists == IfExists.REPLACE && Mutation.exists(delegate(), target)) {
                        super.delete(target);
                    }
                    super.move(source, target, ifExists);
                }
            };
        }
    },

    MOVES_OVER_A_FILE_UNASKED("an_existing_target_is_not_replaced_unasked") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
                    super.move(source, target, IfExists.REPLACE);
                }
            };
        }
    },

    TRUNCATES_WHAT_IS_RENAMED_TO_ITSELF_THROUGH_A_LINK("a_file_is_moved_onto_itself_through_a_link") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
                    if (ifExists == IfExists.REPLACE) {
                        super.openWrite(target, WriteOptions.replace()).commit();
                    }
                    super.move(source, target, ifExists);
                }
            };
        }
    },

    COPIES_WITHOUT_THE_TIME("a_copy_keeps_the_modification_time") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
                    super.copy(source, target, ifExists);
                    super.setAttributes(target, AttributeChanges.lastModified(Instant.now()), Links.FOLLOW);
                }
            };
        }
    };

    private final String killer;

    TreeMutant(String killer) {
        this.killer = killer;
    }

    @Override
    public String killer() {
        return killer;
    }
}
