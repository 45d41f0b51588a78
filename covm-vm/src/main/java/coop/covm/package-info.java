/**
 * The way in for programs in Java: a store and what runs programs on it, in a few calls. Everything
 * here is made of parts that can be used alone: {@link coop.covm.storage.Store}, {@link
 * coop.covm.compiler.Compiler}, {@link coop.covm.engine.Engine}.
 */
@NullMarked
package coop.covm;

import org.jspecify.annotations.NullMarked;
