package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.profile.Profile;
import coop.covm.profile.Profile.FunctionCost;
import coop.covm.profile.Profile.LineCost;
import coop.covm.profile.Profile.OperationCost;
import coop.covm.profile.Profile.PrefixCost;

/** A profile for programs; all times are in nanoseconds. */
final class ProfileJson {
  private ProfileJson() {}

  static Json of(Profile profile) {
    return new JsonObject()
        .with("wallNanos", Json.of(profile.wallNanos()))
        .with("clockNanos", Json.of(profile.clockNanos()))
        .with("instructions", Json.of(profile.instructions()))
        .with("fuel", Json.of(profile.fuel()))
        .with("commits", Json.of(profile.commits()))
        .with("retries", Json.of(profile.retries()))
        .with("lines", Json.array(profile.lines(), ProfileJson::line))
        .with("functions", Json.array(profile.functions(), ProfileJson::function))
        .with("storage", Json.array(profile.operations(), ProfileJson::operation))
        .with("keys", Json.array(profile.prefixes(), ProfileJson::prefix))
        .json();
  }

  private static Json line(LineCost line) {
    return new JsonObject()
        .with("line", Json.of(line.line()))
        .with("times", Json.of(line.times()))
        .with("instructions", Json.of(line.instructions()))
        .with("fuel", Json.of(line.fuel()))
        .with("ownNanos", Json.of(line.ownNanos()))
        .json();
  }

  private static Json function(FunctionCost function) {
    return new JsonObject()
        .with("function", Json.of(function.name()))
        .with("line", Json.of(function.line()))
        .with("calls", Json.of(function.calls()))
        .with("instructions", Json.of(function.instructions()))
        .with("fuel", Json.of(function.fuel()))
        .with("ownNanos", Json.of(function.ownNanos()))
        .with("totalNanos", Json.of(function.totalNanos()))
        .json();
  }

  private static Json operation(OperationCost operation) {
    return new JsonObject()
        .with("operation", Json.of(operation.name()))
        .with("times", Json.of(operation.times()))
        .with("nanos", Json.of(operation.nanos()))
        .with("maxNanos", Json.of(operation.maxNanos()))
        .with("bytes", Json.of(operation.bytes()))
        .json();
  }

  private static Json prefix(PrefixCost prefix) {
    return new JsonObject()
        .with("prefix", Json.of(prefix.prefix()))
        .with("reads", Json.of(prefix.reads()))
        .with("writes", Json.of(prefix.writes()))
        .with("bytes", Json.of(prefix.bytes()))
        .with("nanos", Json.of(prefix.nanos()))
        .json();
  }
}
