@NullMarked
package coop.covm.profile;

import org.jspecify.annotations.NullMarked;
