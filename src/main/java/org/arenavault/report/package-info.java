/** What people and programs read: the state of sets at a glance, as text and as JSON. */
@NullMarked
package org.arenavault.report;

import org.jspecify.annotations.NullMarked;
