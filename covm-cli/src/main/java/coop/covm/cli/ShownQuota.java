package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.StoreQuotas;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;

/** How quotas and what is taken of them are shown. */
final class ShownQuota {
  private ShownQuota() {}

  static List<String> lines(List<StoreQuotas.Use> uses) {
    TextTable table =
        new TextTable("keys", "limit", "share", "bytes", "limit", "share", "namespace");
    for (StoreQuotas.Use use : uses) {
      OptionalLong keys = use.quota().keys();
      OptionalLong bytes = use.quota().bytes();
      table.row(
          Counted.grouped(use.taken().keys()),
          limit(keys),
          share(use.taken().keys(), keys),
          Counted.grouped(use.taken().bytes()),
          limit(bytes),
          share(use.taken().bytes(), bytes),
          use.taken().namespace().toString());
    }
    return table.lines();
  }

  private static String limit(OptionalLong limit) {
    return limit.isPresent() ? Counted.grouped(limit.getAsLong()) : "-";
  }

  private static String share(long taken, OptionalLong limit) {
    OptionalLong percent = percent(taken, limit);
    return percent.isPresent() ? percent.getAsLong() + "%" : "-";
  }

  static Json json(StoreQuotas.Use use) {
    return new JsonObject()
        .with("namespace", ShownRules.text(use.taken().namespace()))
        .with("keys", json(use.taken().keys(), use.quota().keys()))
        .with("bytes", json(use.taken().bytes(), use.quota().bytes()))
        .json();
  }

  private static Json json(long taken, OptionalLong limit) {
    return new JsonObject()
        .with("taken", Json.of(taken))
        .with("limit", json(limit))
        .with("percent", json(percent(taken, limit)))
        .json();
  }

  static Json json(OptionalLong number) {
    return number.isPresent() ? Json.of(number.getAsLong()) : Json.NULL;
  }

  /** Rounded down, so that 100 means that all is taken; empty without a limit to be a part of. */
  private static OptionalLong percent(long taken, OptionalLong limit) {
    return limit.orElse(0) == 0
        ? OptionalLong.empty()
        : OptionalLong.of(
            BigInteger.valueOf(taken)
                .multiply(BigInteger.valueOf(100))
                .divide(BigInteger.valueOf(limit.getAsLong()))
                .longValue());
  }
}
