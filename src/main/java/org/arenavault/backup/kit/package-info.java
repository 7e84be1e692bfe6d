/**
 * The kit of a disc: what somebody needs who has the disc and nothing else. Made when a disc is full or completed, and
 * taken out again.
 */
@NullMarked
package org.arenavault.backup.kit;

import org.jspecify.annotations.NullMarked;
