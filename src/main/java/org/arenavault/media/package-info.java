/**
 * What the pipeline sees of a disc or disk: a {@link org.arenavault.media.Medium} with tracks, whatever it is
 * made of. Optical discs, venti arena partitions on media without tracks, and folders of images look the same
 * from above.
 */
@NullMarked
package org.arenavault.media;

import org.jspecify.annotations.NullMarked;
