/** What people and programs read: the state of sets at a glance, as text and as JSON. */
package org.arenavault.report;
