package coop.covm.engine;

import coop.covm.engine.kinds.FunctionKinds;

/**
 * What is known of a function of which code was generated.
 *
 * @param later by the offset of each instruction what was paid for those behind it
 * @param plain whether its frames are not counted as held while code runs
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record CompiledFunction(FunctionKinds kinds, int[] later, boolean plain) {}
