package coop.covm.engine.classes;

import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;

/** Fills the locals of a frame from the captured frame that is entered. */
final class EnteredLocals {
  private final CodeBuilder code;
  private final FunctionKinds kinds;
  private final FrameLocals locals;

  EnteredLocals(CodeBuilder code, FunctionKinds kinds, FrameLocals locals) {
    this.code = code;
    this.kinds = kinds;
    this.locals = locals;
  }

  /**
   * @param start the offset that is entered
   */
  void write(int start) {
    List<Kind> stack = kinds.stackAt(start);
    for (Map.Entry<Integer, Use> entry : locals.uses().entrySet()) {
      int local = entry.getKey();
      int variables = kinds.function().variables().size();
      int stackStart = variables + kinds.function().hidden();
      switch (entry.getValue()) {
        case Use.Variable(int index, Kind kind) -> read(index, local, kind);
        case Use.Stack(int height, Kind kind)
            when height < stack.size() && stack.get(height).kept() == kind ->
            read(stackStart + height, local, kind);
        case Use.Stack use -> EmptyLocals.write(code, local, use);
        case Use.Rounds(int hidden) -> read(variables + hidden, local, Kind.NUMBER);
        case Use.Elements(int hidden) -> {
          call("list", Names.LIST, variables + hidden);
          code.astore(local);
        }
        case Use.NextElement(int hidden) -> {
          call("number", Names.DOUBLE, variables + hidden);
          code.d2i().istore(local);
        }
      }
    }
  }

  private void read(int place, int local, Kind kind) {
    switch (kind) {
      case NUMBER -> {
        call("number", Names.DOUBLE, place);
        code.dstore(local);
      }
      case BOOLEAN -> {
        call("bool", Names.INT, place);
        code.istore(local);
      }
      case REFERENCE, NOTHING -> {
        call("reference", Names.VALUE, place);
        code.astore(local);
      }
    }
  }

  private void call(String name, ClassDesc result, int place) {
    code.aload(CodeWriter.RUN)
        .getfield(Names.RUN, "entered", Names.FRAME)
        .loadConstant(place)
        .invokevirtual(Names.FRAME, name, Names.type(result, Names.INT));
  }
}
