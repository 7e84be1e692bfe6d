/**
 * The descriptions in {@code media-drivers/} as data: media, quirks of drives, robots. They are packed into the
 * jar; a file of the same name in the user's own folder takes its place.
 */
@NullMarked
package org.arenavault.drivers;

import org.jspecify.annotations.NullMarked;
