package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the paths through one frame and knows which keys were read on the way. A key counts as
 * read until it is written. What one round of a loop has read is not known in the next.
 */
final class UpdatePaths {
  private final Inspected inspected;
  private final Map<String, FixedKeys> functions;
  private final Consumer<Finding> findings;

  UpdatePaths(Inspected inspected, Map<String, FixedKeys> functions, Consumer<Finding> findings) {
    this.inspected = inspected;
    this.functions = functions;
    this.findings = findings;
  }

  void follow(Statement.Block body) {
    block(body, new KnownReads());
  }

  /** What is known behind a block, which changes what it is given; null if no path comes there. */
  private @Nullable KnownReads block(Statement.Block block, @Nullable KnownReads start) {
    KnownReads known = start;
    Optional<Statement> before = Optional.empty();
    for (Statement statement : block.statements()) {
      if (known == null) {
        return null;
      }
      known = statement(statement, before, known);
      before = Optional.of(statement);
    }
    return known;
  }

  private @Nullable KnownReads statement(
      Statement statement, Optional<Statement> before, KnownReads known) {
    return switch (statement) {
      case Statement.Instruction instruction -> {
        instruction(instruction, before, known);
        yield Words.is(instruction, Opcode.FAIL) ? null : known;
      }
      case Statement.Break _, Statement.Continue _, Statement.Return _ -> null;
      case Statement.If choice -> choice(choice, known);
      case Statement.While loop -> {
        KnownReads tested = block(loop.condition(), known);
        yield tested == null ? null : loop(loop.body(), tested);
      }
      case Statement.Loop loop -> loop(loop.body(), known);
      case Statement.ForEach loop -> {
        known.forgetThoseWith(NameRule.normal(loop.name()));
        yield loop(loop.body(), known);
      }
      case Statement.Match match -> match(match, known);
      case Statement.Transaction transaction -> block(transaction.body(), known);
      case Statement.Function function ->
          throw new IllegalArgumentException("a function among statements: " + function.name());
    };
  }

  private KnownReads loop(Statement.Block body, KnownReads before) {
    KnownReads after = block(body, before.copy());
    if (after != null) {
      before.meet(after);
    }
    return before;
  }

  private @Nullable KnownReads choice(Statement.If choice, KnownReads before) {
    KnownReads meeting = block(choice.then(), before.copy());
    KnownReads tested = before;
    for (Statement.ElseIf elseIf : choice.elseIfs()) {
      tested = block(elseIf.condition(), tested);
      meeting = met(meeting, block(elseIf.body(), copy(tested)));
    }
    return met(
        meeting, choice.otherwise().isPresent() ? block(choice.otherwise().get(), tested) : tested);
  }

  private @Nullable KnownReads match(Statement.Match match, KnownReads before) {
    KnownReads tested = block(match.value(), before);
    KnownReads meeting =
        match.otherwise().isPresent() ? block(match.otherwise().get(), copy(tested)) : copy(tested);
    for (Statement.Case branch : match.cases()) {
      meeting = met(meeting, block(branch.body(), copy(tested)));
    }
    return meeting;
  }

  private static @Nullable KnownReads copy(@Nullable KnownReads known) {
    return known == null ? null : known.copy();
  }

  private static @Nullable KnownReads met(@Nullable KnownReads one, @Nullable KnownReads other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    one.meet(other);
    return one;
  }

  private void instruction(
      Statement.Instruction instruction, Optional<Statement> before, KnownReads known) {
    switch (Words.opcode(instruction).orElse(Opcode.NOP)) {
      case STORE ->
          Words.name(instruction)
              .ifPresentOrElse(known::forgetThoseWith, known::forgetThoseWithVariables);
      case CALL ->
          inspected
              .functions()
              .called(instruction)
              .ifPresent(callee -> call(instruction, NameRule.normal(callee.name()), known));
      default ->
          StorageAccess.of(instruction, before)
              .ifPresent(access ->
                  access.key().ifPresent(key -> access(access.kind(), key, instruction, known)));
    }
  }

  private void access(
      StorageAccess.Kind kind, KeyText key, Statement.Instruction instruction, KnownReads known) {
    Span span = instruction.span();
    switch (kind) {
      case READ -> known.add(key, new KnownReads.Read(span, true));
      case TEST -> {
        if (known.of(key).isEmpty()) {
          known.add(key, new KnownReads.Read(span, false));
        }
      }
      case WRITE, DELETE -> {
        // To delete what was only found to be there does nobody harm.
        known
            .of(key)
            .filter(read -> read.value() || kind == StorageAccess.Kind.WRITE)
            .filter(_ -> inspected.transactions().isOutside(instruction))
            .ifPresent(read -> findings.accept(finding(instruction, read)));
        known.forget(key);
      }
      case ADD -> {}
    }
  }

  private void call(Statement.Instruction call, String name, KnownReads known) {
    FixedKeys keys = functions.get(name);
    if (keys == null) {
      return;
    }
    if (inspected.transactions().isOutside(call)) {
      keys.changed().stream()
          .flatMap(key -> known.of(key).stream())
          .findFirst()
          .ifPresent(read -> findings.accept(finding(call, read)));
    }
    keys.changed().forEach(known::forget);
    keys.read().forEach(key -> known.add(key, new KnownReads.Read(call.span(), true)));
  }

  private Finding finding(Statement.Instruction instruction, KnownReads.Read read) {
    return new Finding(
        LintCode.LOST_UPDATE,
        "this changes a key outside a transaction that was read at line %s, and that somebody may have changed since"
            .formatted(inspected.line(read.place())),
        instruction.span(),
        "read and write it in one transaction: block, or add with incrementp",
        List.of(new Diagnostic.Related("it is read here", read.place())));
  }
}
