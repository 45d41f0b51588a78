package coop.covm.engine.classes;

import coop.covm.engine.classes.FrameLocals.Use;
import coop.covm.engine.kinds.Kind;
import java.lang.classfile.CodeBuilder;

/**
 * Fills the locals of a frame that begins, so that the JVM knows them wherever the code is left.
 */
final class EmptyLocals {
  private EmptyLocals() {}

  static void write(CodeBuilder code, int local, Use use) {
    switch (use) {
      case Use.Variable(int _, Kind kind) -> {
        switch (kind) {
          case NUMBER -> code.loadConstant(Double.NaN).dstore(local);
          case BOOLEAN -> code.iconst_m1().istore(local);
          case REFERENCE, NOTHING -> code.aconst_null().astore(local);
        }
      }
      case Use.Stack(int _, Kind kind) -> {
        switch (kind) {
          case NUMBER -> code.dconst_0().dstore(local);
          case BOOLEAN -> code.iconst_0().istore(local);
          case REFERENCE, NOTHING -> code.aconst_null().astore(local);
        }
      }
      case Use.Rounds _ -> code.dconst_0().dstore(local);
      case Use.Elements _ -> code.aconst_null().astore(local);
      case Use.NextElement _ -> code.iconst_0().istore(local);
    }
  }
}
