/**
 * What is made of the descriptions of the commands for others than picocli: completion for shells,
 * and pages of the manual. Everything is generated, so nothing can be forgotten in it.
 */
@NullMarked
package coop.covm.cli.description;

import org.jspecify.annotations.NullMarked;
