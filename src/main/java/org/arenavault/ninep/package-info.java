/**
 * Files of 9P2000 servers: attach, walk, stat, open, read, write, wstat, clunk (intro(5) of Plan 9; history 4). Numbers
 * are little-endian. Only servers that let somebody attach without authentication, or a local proxy that authenticates.
 *
 * <p>A file is named {@code 9p:[USER@]HOST[:PORT][/TREE]//PATH} or {@code 9p:unix!SOCKET[!TREE]//PATH}; such a name is
 * a {@code Path} of a file system of its own ({@link org.arenavault.ninep.NinePath}), and
 * {@link org.arenavault.ninep.NineDisks} opens it where others open files and devices. It is written by
 * {@link org.arenavault.io.Disks#writingAfar} alone, and never grows.
 */
@NullMarked
package org.arenavault.ninep;

import org.jspecify.annotations.NullMarked;
