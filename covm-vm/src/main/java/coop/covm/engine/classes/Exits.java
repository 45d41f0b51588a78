package coop.covm.engine.classes;

import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ways out of generated code back to the interpreter. Each brings what is only known as a
 * constant or a variable to its place and says where the program is; the rest, telling a captured
 * frame of every local, they have in common. They are written behind the function's code.
 */
final class Exits {
  private final CodeWriter writer;
  private final FunctionKinds kinds;
  private final FrameLocals locals;
  private final int frame;
  private final Label common;
  private final List<Runnable> later = new ArrayList<>();

  Exits(CodeWriter writer, FunctionKinds kinds, FrameLocals locals) {
    this.writer = writer;
    this.kinds = kinds;
    this.locals = locals;
    this.frame = locals.spare();
    this.common = writer.code().newLabel();
  }

  /** Has something written behind the function's code. */
  void later(Runnable writing) {
    later.add(writing);
  }

  /** Writes all that was put off, which may put off more. */
  void write(Runnable result) {
    for (int i = 0; i < later.size(); i++) {
      later.get(i).run();
    }
    later.clear();
    writer.code().labelBinding(common);
    writeCapture();
    result.run();
  }

  /**
   * Leaves from where the fuel is exact in the local, or negative if the meter has it.
   *
   * @param at the offset of the instruction that comes next, or of the call that is waited for
   * @param stack what is on the stack then
   */
  void leave(int at, List<Operand> stack) {
    List<Kind> expected = kinds.stackAt(at);
    for (int height = 0; height < stack.size(); height++) {
      Operand operand = stack.get(height);
      Kind kind = expected.get(height).kept();
      if (!operand.equals(new Operand.Placed(height, kind))) {
        writer.loadAs(operand, kind);
        writer.store(new Use.Stack(height, kind), kind);
      }
    }
    writer.at(at);
    writer.code().goto_(common);
  }

  private void writeCapture() {
    CodeBuilder code = writer.code();
    code.aload(CodeWriter.RUN).loadConstant(kinds.index());
    writer.loadPlace();
    writer.loadFuel();
    code.invokevirtual(
            Names.RUN, "capture", Names.type(Names.FRAME, Names.INT, Names.INT, Names.INT))
        .astore(frame);
    for (Map.Entry<Integer, Use> entry : locals.uses().entrySet()) {
      writeTelling(entry.getKey(), entry.getValue());
    }
  }

  private void writeTelling(int local, Use use) {
    int variables = kinds.function().variables().size();
    switch (use) {
      case Use.Variable(int index, Kind kind) -> tell(index, local, kind);
      case Use.Stack(int height, Kind kind) ->
          tell(variables + kinds.function().hidden() + height, local, kind);
      case Use.Rounds(int hidden) -> tell(variables + hidden, local, Kind.NUMBER);
      case Use.Elements(int hidden) ->
          writer
              .code()
              .aload(frame)
              .loadConstant(variables + hidden)
              .aload(local)
              .iload(locals.of(new Use.NextElement(hidden)))
              .invokevirtual(
                  Names.FRAME,
                  "elements",
                  Names.type(Names.VOID, Names.INT, Names.LIST, Names.INT));
      case Use.NextElement _ -> {} // told together with its list
    }
  }

  private void tell(int place, int local, Kind kind) {
    CodeBuilder code = writer.code().aload(frame).loadConstant(place);
    switch (kind) {
      case NUMBER ->
          code.dload(local)
              .invokevirtual(
                  Names.FRAME, "number", Names.type(Names.VOID, Names.INT, Names.DOUBLE));
      case BOOLEAN ->
          code.iload(local)
              .invokevirtual(Names.FRAME, "bool", Names.type(Names.VOID, Names.INT, Names.INT));
      case REFERENCE, NOTHING ->
          code.aload(local)
              .invokevirtual(
                  Names.FRAME, "reference", Names.type(Names.VOID, Names.INT, Names.VALUE));
    }
  }
}
