/** The face: one small class a command. Parse, call, print; nothing imports it. */
package org.arenavault.cli;
