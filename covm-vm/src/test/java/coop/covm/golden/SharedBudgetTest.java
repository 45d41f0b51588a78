package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.engine.Outcome;
import coop.covm.engine.TrapCode;
import coop.covm.golden.Variant.BackendChoice;
import coop.covm.golden.Variant.EngineChoice;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.StorageError;
import coop.covm.storage.Store;
import coop.covm.storage.Version;
import coop.covm.value.DecimalValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two programs that use one budget at the same time lose nothing and never overdraw it. */
final class SharedBudgetTest {
  private static final int ROUNDS = 60;
  private static final BigDecimal DEPOSIT = new BigDecimal("1.10");
  private static final BigDecimal EXPENSE = new BigDecimal("2.05");

  @TempDir Path folder;

  static Stream<Arguments> places() {
    return ExamplesTest.places();
  }

  @ParameterizedTest
  @MethodSource("places")
  void nothingIsLostAndTheBudgetNeverGoesBelowZero(EngineChoice engine, BackendChoice backend)
      throws Exception {
    try (Store store = Store.open(backend.url(folder.resolve("store")), OpenMode.CREATE);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CountDownLatch ready = new CountDownLatch(2);
      Future<Integer> deposits =
          threads.submit(
              () -> succeeded(store, engine, "budget_deposit.covm", "amount=" + DEPOSIT, ready));
      Future<Integer> expenses =
          threads.submit(
              () -> succeeded(store, engine, "budget_spend.covm", "amount=" + EXPENSE, ready));
      assertThat(deposits.get()).isEqualTo(ROUNDS);
      BigDecimal deposited = DEPOSIT.multiply(BigDecimal.valueOf(deposits.get()));
      BigDecimal spent = EXPENSE.multiply(BigDecimal.valueOf(expenses.get()));
      assertThat(newest(store, "org/budget/deposited")).isEqualByComparingTo(deposited);
      assertThat(newest(store, "org/budget/spent")).isEqualByComparingTo(spent);
      assertThat(newest(store, "org/budget/balance"))
          .isEqualByComparingTo(deposited.subtract(spent));
      assertThat(versions(store, "org/budget/balance"))
          .hasSize(deposits.get() + expenses.get())
          .allSatisfy(balance -> assertThat(balance).isNotNegative());
    }
  }

  /** How many of the rounds were carried out; the others found too little money. */
  private static int succeeded(
      Store store, EngineChoice engine, String file, String parameter, CountDownLatch ready)
      throws InterruptedException {
    Module module = Programs.example(file);
    GoldenOptions options =
        GoldenOptions.parse(List.of("--param " + parameter, "--param purpose=tools"));
    ready.countDown();
    ready.await();
    int succeeded = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Outcome outcome = runUntilNoConflict(store, engine, module, options);
      if (outcome.trap().isEmpty()) {
        succeeded++;
      } else {
        assertThat(outcome.trap().get().code()).isEqualTo(TrapCode.REQUIREMENT_FAILED);
      }
    }
    return succeeded;
  }

  private static Outcome runUntilNoConflict(
      Store store, EngineChoice engine, Module module, GoldenOptions options) {
    while (true) {
      try (Session session = Programs.session(store, options, Optional.of(module.source()))) {
        Outcome outcome =
            engine
                .maker()
                .get()
                .run(
                    module,
                    Programs.request(session, options, new OutputRecorder(), Optional.empty()));
        boolean conflict =
            outcome
                .trap()
                .filter(trap -> trap.code() == StorageError.TRANSACTION_CONFLICT)
                .isPresent();
        if (!conflict) {
          return outcome;
        }
      }
    }
  }

  private static BigDecimal newest(Store store, String key) {
    List<BigDecimal> versions = versions(store, key);
    return versions.isEmpty() ? BigDecimal.ZERO : versions.getLast();
  }

  private static List<BigDecimal> versions(Store store, String key) {
    try (Session session = Programs.session(store, GoldenOptions.NONE, Optional.empty())) {
      return session.versions(Key.parse(key)).stream()
          .map(Version::value)
          .flatMap(Optional::stream)
          .map(value -> ((DecimalValue) value).value())
          .toList();
    }
  }
}
