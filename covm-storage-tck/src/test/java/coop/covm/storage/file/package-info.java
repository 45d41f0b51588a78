@NullMarked
package coop.covm.storage.file;

import org.jspecify.annotations.NullMarked;
