/** The manual as pages of HTML: the documents, and one page for each command. {@code scripts/site} makes it. */
package org.arenavault.manual;
