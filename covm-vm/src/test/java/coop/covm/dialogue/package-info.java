@NullMarked
package coop.covm.dialogue;

import org.jspecify.annotations.NullMarked;
