/** What the commands have in common: the session that they run in, options above and beside them, exit codes. */
package org.arenavault.cli.common;
